import Domain
import FoundationEssentials
import GRDB
import History

extension SQLiteHistory {
    /// What is known that decides where a notice goes.
    func routingFacts(of notice: Alert, in db: Database) throws -> RoutingFacts {
        var facts = RoutingFacts()
        let first = try Row.fetchOne(
            db, sql: "SELECT silenced, sinks FROM alert WHERE id = ? AND sequence = 0", arguments: [notice.id]
        )
        facts.first = try first.map { row in
            RoutingFacts.First(
                receivers: try (row["sinks"] as String?).map {
                    try JSONDecoder().decode([String].self, from: Data($0.utf8))
                }, isSilenced: row["silenced"])
        }
        facts.silences = try silences(in: db, "from_time <= ?1 AND until_time > ?1", [notice.at.storedText])
        facts.isMuted = try Self.isMuted(notice.id, in: db)
        return facts
    }

    /// Replaces what a stored notice says; sinks that have yet to take it get the new text.
    static func replace(_ notice: Alert, in db: Database) throws {
        try db.executeCached(
            sql: "UPDATE alert SET body = ? WHERE id = ? AND sequence = ?",
            arguments: [try jsonLine(AlertRecord(notice)), notice.id, notice.sequence])
    }

    /// Stores a notice and puts it into the outbox, unless it is stored.
    static func insert(_ notice: Alert, by route: NoticeRoute, in db: Database) throws {
        try db.executeCached(
            sql: """
                INSERT OR IGNORE INTO alert (id, sequence, at, stream, state, severity, body, silenced, sinks)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                notice.id, notice.sequence, notice.at.storedText, notice.stream.name, notice.state.rawValue,
                notice.severity.rawValue, try jsonLine(AlertRecord(notice)), route.isSilenced,
                try jsonLine(route.receivers),
            ])
        guard db.changesCount > 0, !route.isSilenced else { return }
        for sink in route.receivers {
            try db.executeCached(
                sql: "INSERT INTO delivery (alert_id, sequence, sink) VALUES (?, ?, ?)",
                arguments: [notice.id, notice.sequence, sink])
        }
    }
}
