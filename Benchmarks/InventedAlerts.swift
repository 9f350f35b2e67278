import Domain
import FoundationEssentials
import GRDB

/// Ten invented alerts a day with what became of them, as the daemon writes them.
enum InventedAlerts {
    private static let count = 4000
    /// The last ones have not ended.
    private static let open = 12
    private static let between = 144 * 60

    static func write(_ db: Database) throws {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        for number in 0..<count {
            let age = count - 1 - number
            let firing = alert(number, at: now - .seconds(age * between + 3600))
            try insert(firing, db)
            if age >= open {
                var resolved = firing.next(at: firing.at + .seconds(3600))
                resolved.state = .resolved
                try insert(resolved, db)
            }
            try db.execute(
                sql: "INSERT INTO decision VALUES (?, ?, 0.5, 0.1, 1, 0, '[]', 0)",
                arguments: [firing.id, text(firing.at)])
            guard number % 3 == 0 else { continue }
            try db.execute(
                sql: "INSERT INTO feedback (alert_id, sequence, kind, by, at) VALUES (?, 0, ?, 'ann', ?)",
                arguments: [firing.id, number % 2 == 0 ? "acknowledged" : "dismissed", text(firing.at)])
        }
    }

    private static func alert(_ number: Int, at time: Instant) -> Alert {
        var measures = Alert.Measures(window: .seconds(7200))
        (measures.observed, measures.expected, measures.surpriseBits) = (5, 1, 12)
        var alert = Alert(
            id: "a\(number)", at: time, stream: .entity(number % 500 == 0 ? "AAPL" : "SYM\(number % 500)"),
            kind: .surge,
            severity: number % 7 == 0 ? .critical : .warning, measures: measures, explanation: "why \(number)"
        )
        alert.rule = number % 4 == 0 ? "rule-\(number % 12)" : nil
        alert.headlines = (0..<5).map { place in
            Alert.Headline(
                title: "Profit warning number \(place) of company \(number % 500) and what came of it",
                link: "https://news.example/article/\(number)/\(place)", score: -0.8,
                words: ["profit", "warning", "company"], novelty: 0.5)
        }
        return alert
    }

    private static func insert(_ notice: Alert, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO alert (id, sequence, at, stream, state, severity, body, sinks)
                VALUES (?, ?, ?, ?, ?, ?, ?, '["log","mail"]')
                """,
            arguments: [
                notice.id, notice.sequence, text(notice.at), notice.stream.name, notice.state.rawValue,
                notice.severity.rawValue, try jsonLine(AlertRecord(notice)),
            ])
    }

    /// As the schema wants it: always with milliseconds.
    private static func text(_ time: Instant) -> String {
        let text = time.rfc3339
        return text.count == 20 ? "\(text.dropLast()).000Z" : text
    }
}
