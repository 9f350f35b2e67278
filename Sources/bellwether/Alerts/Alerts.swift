import ArgumentParser

struct Alerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The alerts of the history, and what to do with them.",
        subcommands: [
            ListAlerts.self, Acknowledge.self, Dismiss.self, SilenceStreams.self, Silences.self, Retry.self,
            TestSink.self,
        ],
        defaultSubcommand: ListAlerts.self)
}
