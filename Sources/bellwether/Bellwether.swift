import ArgumentParser
import Glibc
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
            Run.self, DashboardCommand.self, Check.self, ConfigCommand.self, Doctor.self, Top.self,
            DemoCommand.self, Fetch.self,
            Parse.self, Tokenize.self,
            Score.self, Tag.self, Entities.self,
            Detect.self, ReplayCommand.self, TestRules.self, Feeds.self, Alerts.self, Acknowledge.self,
            Dismiss.self,
            SilenceStreams.self, RankingCommand.self, Study.self,
            Backup.self, Restore.self, Migrate.self,
            Train.self, Evaluate.self, Quantize.self, Compact.self, Average.self, ExitCommand.self,
            RiskCommand.self,
            TaggerCommand.self, Bench.self,
        ])

    static func main() async {
        // Writing to a peer or a reader that has gone is an error of that write, not a reason to die; libcurl
        // over TLS writes without the flag that says so.
        _ = signal(SIGPIPE, SIG_IGN)
        // A parent that ignores the end of its children leaves that to us, and nobody would know how ours
        // end.
        _ = signal(SIGCHLD, SIG_DFL)
        await main(nil)
    }
}
