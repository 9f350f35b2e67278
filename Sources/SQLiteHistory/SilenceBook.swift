public import Domain
import GRDB
public import History

extension SQLiteHistory: SilenceBook {
    /// The alerts of this time before a silence are counted.
    private static let lookedBack: Duration = .seconds(30 * 86400)

    public func silence(
        _ streams: String, from start: Instant, until end: Instant, by: String, reason: String?
    ) async throws -> (silence: Silence, muted: Int) {
        try await write { db in
            try db.execute(
                sql:
                    "INSERT INTO silence (streams, from_time, until_time, by, reason) VALUES (?, ?, ?, ?, ?)",
                arguments: [streams, start.storedText, end.storedText, by, reason])
            let silence = Silence(
                id: db.lastInsertedRowID, streams: streams, from: start, until: end, by: by, reason: reason)
            let alerts = try Row.fetchAll(
                db,
                sql: """
                    SELECT stream, count(*) AS alerts FROM alert WHERE sequence = 0 AND at >= ? GROUP BY stream
                    """, arguments: [(start - Self.lookedBack).storedText])
            let muted = alerts.reduce(0) { sum, row in
                let isCovered = Stream(name: row["stream"]).map(silence.covers) ?? false
                return sum + (isCovered ? row["alerts"] as Int : 0)
            }
            return (silence, muted)
        }
    }

    public func silences(at now: Instant) async throws -> [Silence] {
        try await read { try self.silences(in: $0, "until_time > ?1", [now.storedText]) }
    }

    public func endedSilences(in span: Range<Instant>) async throws -> [Silence] {
        try await read { db in
            try self.silences(
                in: db, "until_time >= ?1 AND until_time < ?2",
                [span.lowerBound.storedText, span.upperBound.storedText]
            ).sorted { ($0.until, $0.id) > ($1.until, $1.id) }
        }
    }

    public func endSilence(_ id: Int64, at now: Instant) async throws -> Bool {
        try await write { db in
            try db.execute(
                sql: "UPDATE silence SET until_time = ?1 WHERE id = ?2 AND until_time > ?1",
                arguments: [now.storedText, id])
            return db.changesCount > 0
        }
    }

    /// Silences that meet a condition; one that cannot be read is left out.
    func silences(
        in db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [Silence] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM silence WHERE \(condition) ORDER BY id", arguments: arguments
        ).compactMap { row in
            let stored = StoredRow(row: row, table: "silence", id: "\(row["id"] as Int64)", history: self)
            guard let start = stored.instant("from_time"), let end = stored.instant("until_time")
            else { return nil }
            return Silence(
                id: row["id"], streams: row["streams"], from: start, until: end, by: row["by"],
                reason: row["reason"])
        }
    }
}
