import ArgumentParser

struct Feeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How the feeds fare, and what they bring.",
        subcommands: [
            ListFeeds.self, TestFeed.self, PauseFeed.self, ResumeFeed.self, ImportFeeds.self,
            ExportFeeds.self,
        ],
        defaultSubcommand: ListFeeds.self)
}
