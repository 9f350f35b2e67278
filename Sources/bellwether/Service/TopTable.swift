import Domain
import History

/// The table of `top`: what is open, and how the feeds fare.
struct TopTable {
    let status: HistoryStatus
    /// The latest notices of the open alerts.
    let alerts: [Alert]
    /// The ids of the alerts that someone is looking at.
    let acknowledged: Set<String>
    /// The ids of the alerts that someone dismissed.
    let dismissed: Set<String>
    let feeds: [FeedHealth]

    /// What of the terminal the table may fill.
    struct Size {
        let rows: Int
        let columns: Int
    }

    /// Feeds are shown in any case, however many alerts are open.
    private static let fewestFeeds = 5

    /// The lines, without escape codes.
    ///
    /// - Parameter size: Where lines are cut and rows are left out; nil where everything is shown.
    func lines(in size: Size?) -> [String] {
        var lines = [summary, ""]
        lines += ordered.prefix(size.map { $0.rows / 3 } ?? .max).map { line(of: $0, isCut: size != nil) }
        if !alerts.isEmpty { lines.append("") }
        lines.append(
            row(["feed", "health", "items/day", "delay min", "unscored", "next poll"], isCut: false) + " why")
        let room = size.map { max($0.rows - lines.count - 1, Self.fewestFeeds) } ?? .max
        lines += feeds.prefix(room).map { line(of: $0, isCut: size != nil) }
        return lines.map { line in
            let plain = String(line.unicodeScalars.map { Self.isControl($0) ? " " : Character($0) })
            return size.map { String(plain.prefix($0.columns)) } ?? plain
        }
    }

    private var summary: String {
        """
        bellwether: \(counted(feeds.count, "feed")), \(status.blindFeeds) blind; \(counted(status.items, "item")); \
        \(counted(status.openAlerts, "alert")) open; \(counted(status.pending, "notice")) to deliver, \
        \(status.dead) given up; \(status.bytes / 1_000_000) MB
        """
    }

    /// What nobody has looked at comes first, then the latest.
    private var ordered: [Alert] {
        alerts.sorted { a, b in
            (mark(of: a).isEmpty ? 1 : 0, a.at) > (mark(of: b).isEmpty ? 1 : 0, b.at)
        }
    }

    private func mark(of alert: Alert) -> String {
        dismissed.contains(alert.id) ? "dismissed: " : acknowledged.contains(alert.id) ? "acknowledged: " : ""
    }

    private func line(of alert: Alert, isCut: Bool) -> String {
        let stream = Self.cell(alert.stream.name, 20, isCut: isCut)
        return
            "\(alert.severity == .critical ? "!!" : " !") \(alert.at.rfc3339)  \(stream) \(mark(of: alert))\(alert.explanation)"
    }

    private func line(of feed: FeedHealth, isCut: Bool) -> String {
        let delay = FeedLine.delayMinutes(feed).map { "\($0)" } ?? "-"
        let cells = [
            feed.id, feed.condition.name, "\(FeedLine.itemsADay(feed))", delay, "\(feed.yield.notScored)",
            feed.polls.next.rfc3339,
        ]
        return "\(row(cells, isCut: isCut)) \(feed.polls.lastError ?? feed.evidence ?? "")"
    }

    private static let widths = [28, 13, 9, 9, 8, 20]

    private func row(_ cells: [String], isCut: Bool) -> String {
        zip(cells, Self.widths).map { Self.cell($0, $1, isCut: isCut) }.joined(separator: " ")
    }

    private static func cell(_ text: String, _ width: Int, isCut: Bool) -> String {
        guard text.count < width else { return isCut ? String(text.prefix(width)) : text }
        return text + String(repeating: " ", count: width - text.count)
    }

    /// Titles and errors come from strangers: what moves the cursor is left out.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}
