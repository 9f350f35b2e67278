import ArgumentParser
import Domain
import FoundationEssentials
import Glibc
import History
import Monitoring

struct Top: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a live table of open alerts and feeds; press Ctrl-C to quit.",
        discussion:
            "Reads the history, even while the daemon is running. Prints once if standard output is not a terminal."
    )

    @OptionGroup var options: DatabaseOptions
    @Option(help: "Seconds between updates.") var every = 2.0
    @Flag(help: "Print once and exit.") var once = false

    /// Rows of feeds where the terminal does not say how many fit.
    private static let usualRows = 24
    private static let widest = 120

    func validate() throws {
        if !(0.2...3600).contains(every) { throw ValidationError("--every must be between 0.2 and 3600") }
    }

    func run() async throws {
        try await Failure.reported {
            let database = try options.openReader()
            let isLive = !once && isatty(STDOUT_FILENO) == 1
            repeat {
                let (rows, columns) = isLive ? Self.terminal() : (Self.usualRows, Self.widest)
                let lines = try await table(database, rows: rows).map { String($0.prefix(columns)) }
                // Home, each line with what was behind it erased, and all below.
                printLine(
                    isLive
                        ? "\u{1B}[H" + lines.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J"
                        : lines.joined(separator: "\n"))
                if isLive { try await Task.sleep(for: .seconds(every)) }
            } while isLive
        }
    }

    private func table(_ database: any HistoryStore, rows: Int) async throws -> [String] {
        let status = try await database.status()
        let alerts = try await database.openNotices(about: nil).sorted { $0.at > $1.at }
        let feeds = try await database.feedHealth(at: SystemClock().now())
        var lines = [
            "bellwether: \(feeds.count) feeds, \(status.blindFeeds) blind; \(status.items) items; \(status.openAlerts) alerts open; \(status.pending) notices to deliver, \(status.dead) given up; \(status.bytes / 1_000_000) MB",
            "",
        ]
        lines += alerts.prefix(rows / 3).map {
            "\($0.severity == .critical ? "!!" : " !") \($0.at.rfc3339)  \(Self.padded($0.stream.name, 20)) \($0.explanation)"
        }
        if !alerts.isEmpty { lines.append("") }
        lines.append(
            "\(Self.padded("feed", 28)) \(Self.padded("health", 13)) \(Self.padded("items/day", 9)) \(Self.padded("delay min", 9)) \(Self.padded("next poll", 20)) why"
        )
        lines += feeds.prefix(max(rows - lines.count - 1, 5)).map { feed in
            let delay = FeedLine.delayMinutes(feed).map { "\($0)" } ?? "-"
            let cells = [
                (feed.id, 28), (feed.condition.name, 13), ("\(FeedLine.itemsADay(feed))", 9), (delay, 9),
                (feed.polls.next.rfc3339, 20),
            ]
            return cells.map { Self.padded($0.0, $0.1) }.joined(separator: " ") + " "
                + (feed.polls.lastError ?? feed.evidence ?? "")
        }
        return lines
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text.count >= width
            ? String(text.prefix(width)) : text + String(repeating: " ", count: width - text.count)
    }

    /// Rows and columns of the terminal.
    private static func terminal() -> (rows: Int, columns: Int) {
        var size = winsize()
        // `size` is a live local of the kind that this request fills.
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else {
            return (usualRows, widest)
        }
        return (Int(size.ws_row), Int(size.ws_col))
    }
}
