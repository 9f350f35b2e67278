import ArgumentParser
import Monitoring

@main
struct Bellwether: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bellwether",
        abstract: "Watches financial news for surges of negative sentiment.",
        discussion: """
            Data goes to standard output, one JSON object a line; everything else goes to standard error.
            Exit codes: 0 done, 1 failed, 64 usage, 65 bad input data, 66 input missing, 70 internal, 74 I/O,
            78 configuration.
            """,
        version: Monitor.version,
        subcommands: [
            Run.self, Check.self, ConfigCommand.self, Doctor.self, Top.self, DemoCommand.self, Fetch.self,
            Parse.self, Tokenize.self,
            Score.self,
            Detect.self, ReplayCommand.self, TestRules.self, Feeds.self, Alerts.self, Acknowledge.self,
            Dismiss.self,
            SilenceStreams.self, RankingCommand.self,
            Backup.self,
            Train.self, Evaluate.self, Quantize.self, Average.self, ExitCommand.self, Bench.self,
        ])
}
