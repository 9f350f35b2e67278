import ArgumentParser
import Domain
import FoundationEssentials
import Glibc
import History
import Monitoring

struct Top: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a live table of open alerts and feeds; press Ctrl-C to quit.",
        discussion: """
            Reads the history, even while the daemon is running. Alerts that somebody acknowledged or dismissed say so and \
            come last. If standard output is not a terminal, prints everything once, at full width.
            """)

    @OptionGroup var options: DatabaseOptions
    @Option(help: "Seconds between updates.") var every = 2.0
    @Flag(help: "Print everything once and exit.") var once = false

    /// What is taken for the size of a terminal that does not say.
    private static let usual = TopTable.Size(rows: 24, columns: 120)

    func validate() throws {
        if !(0.2...3600).contains(every) { throw ValidationError("--every must be between 0.2 and 3600") }
    }

    func run() async throws {
        try await Failure.reported {
            let database = try await options.openReader()
            guard !once, isatty(STDOUT_FILENO) == 1 else {
                for line in try await table(database).lines(in: nil) { printLine(line) }
                return
            }
            while true {
                let lines = try await table(database).lines(in: Self.terminal())
                // Home, each line with what was behind it erased, and all below.
                printLine("\u{1B}[H" + lines.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J")
                try await Task.sleep(for: .seconds(every))
            }
        }
    }

    private func table(_ database: any HistoryStore) async throws -> TopTable {
        let now = SystemClock().now()
        return TopTable(
            status: try await database.status(), alerts: try await database.openNotices(about: nil),
            acknowledged: try await database.acknowledged(at: now),
            dismissed: try await database.dismissed(), feeds: try await database.feedHealth(at: now))
    }

    private static func terminal() -> TopTable.Size {
        var size = winsize()
        // `size` is a live local of the kind that this request fills.
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return usual }
        return TopTable.Size(rows: Int(size.ws_row), columns: Int(size.ws_col))
    }
}
