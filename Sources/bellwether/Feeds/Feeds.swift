import ArgumentParser

struct Feeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, test, poll, pause, import and export feeds.",
        subcommands: [
            ListFeeds.self, TestFeed.self, PollFeed.self, PauseFeed.self, ResumeFeed.self, ImportFeeds.self,
            ExportFeeds.self,
        ],
        defaultSubcommand: ListFeeds.self)
}
