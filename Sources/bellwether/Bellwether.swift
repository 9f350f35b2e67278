import ArgumentParser
import Monitoring

@main
struct Bellwether: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bellwether",
        abstract: "Watch financial news for surges of negative sentiment.",
        discussion: """
            Data is written to standard output, one JSON object per line; everything else goes to standard error.
            Exit codes: 0 success, 1 failure, 64 usage, 65 invalid input, 66 missing input, 70 internal error,
            74 I/O error, 75 temporary failure, 78 configuration error.
            """,
        version: Monitor.version,
        subcommands: [
            Run.self, Check.self, ConfigCommand.self, Doctor.self, Top.self, DemoCommand.self, Fetch.self,
            Parse.self, Tokenize.self,
            Score.self,
            Detect.self, ReplayCommand.self, TestRules.self, Feeds.self, Alerts.self, Acknowledge.self,
            Dismiss.self,
            SilenceStreams.self, RankingCommand.self,
            Backup.self, Restore.self, Migrate.self,
            Train.self, Evaluate.self, Quantize.self, Average.self, ExitCommand.self, Bench.self,
        ])
}
