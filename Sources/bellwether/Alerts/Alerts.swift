import ArgumentParser

struct Alerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read alerts and respond to them.",
        subcommands: [
            ListAlerts.self, Acknowledge.self, Dismiss.self, SilenceStreams.self, Silences.self, Retry.self,
            TestSink.self, Study.self,
        ],
        defaultSubcommand: ListAlerts.self)
}
