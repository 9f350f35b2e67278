public import Domain
import FoundationEssentials
import GRDB
public import History

/// An alert as `bellwether alerts` shows it.
public struct StoredAlert: Sendable, Equatable {
    /// Rises with every notice.
    public let number: Int64
    /// The notice as JSON, as in the alert log.
    public let body: String
    /// Whether a silence kept it from the sinks.
    public let isSilenced: Bool
    /// Whether somebody is looking at the alert: acknowledged, and it has not run out, ended or escalated since.
    public let isAcknowledged: Bool
    /// What people said of the alert, the latest first.
    public let feedback: [Feedback]
    /// Sinks that have still to get the notice.
    public let pending: [PendingSink]
}

/// A sink that has still to get a notice.
public struct PendingSink: Sendable, Equatable, Codable {
    public let sink: String
    public let attempts: Int
    /// Whether it was given up.
    public let isDead: Bool
    public let lastError: String?

    public init(sink: String, attempts: Int, isDead: Bool, lastError: String?) {
        self.sink = sink
        self.attempts = attempts
        self.isDead = isDead
        self.lastError = lastError
    }

    enum CodingKeys: String, CodingKey {
        case sink, attempts
        case isDead = "dead"
        case lastError = "last_error"
    }
}

extension SQLiteHistory {
    /// Notices after a number, in the order in which they were stored; the latest `limit` of them.
    ///
    /// - Parameter now: The time at which acknowledgements are judged.
    public func alerts(after number: Int64 = 0, limit: Int = 1000, at now: Instant) async throws
        -> [StoredAlert]
    {
        try await pool.read { db in
            let attended = try Self.acknowledged(at: now, in: db)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM (SELECT rowid AS number, id, sequence, body, silenced FROM alert WHERE rowid > ?
                        ORDER BY rowid DESC LIMIT ?) ORDER BY number
                    """, arguments: [number, limit])
            return try rows.map { row in
                let id: String = row["id"]
                return StoredAlert(
                    number: row["number"], body: row["body"], isSilenced: row["silenced"],
                    isAcknowledged: attended.contains(id),
                    feedback: try Self.feedback(on: id, in: db),
                    pending: try Row.fetchAll(
                        db, sql: "SELECT * FROM delivery WHERE alert_id = ? AND sequence = ? ORDER BY sink",
                        arguments: [id, row["sequence"] as Int]
                    ).map {
                        PendingSink(
                            sink: $0["sink"], attempts: $0["attempts"], isDead: $0["is_dead"],
                            lastError: $0["last_error"])
                    })
            }
        }
    }

    /// The firing notices that came last, the latest first.
    public func firingNotices(latest count: Int) async throws -> [Alert] {
        try await notices("SELECT body FROM alert WHERE sequence = 0 ORDER BY at DESC LIMIT ?", [count])
    }

    /// The latest notices of the alerts that have not ended.
    ///
    /// - Parameter streams: A stream, or a pattern with `*`.
    public func openNotices(_ streams: String) async throws -> [Alert] {
        try await notices(
            """
            SELECT body FROM alert WHERE stream GLOB ? AND state = 'firing' AND NOT EXISTS (
                SELECT 1 FROM alert later WHERE later.id = alert.id AND later.sequence > alert.sequence)
            """, [streams])
    }

    /// The ids of the open alerts that somebody is looking at.
    public func acknowledged(at now: Instant) async throws -> Set<String> {
        try await pool.read { try Self.acknowledged(at: now, in: $0) }
    }

    private static func acknowledged(at now: Instant, in db: GRDB.Database) throws -> Set<String> {
        try String.fetchSet(
            db,
            sql: """
                SELECT id FROM v_alerts
                WHERE acknowledged_by IS NOT NULL AND (acknowledged_until IS NULL OR acknowledged_until > ?)
                """, arguments: [now.storedText])
    }

    private func notices(_ sql: String, _ arguments: StatementArguments) async throws -> [Alert] {
        try await pool.read { db in
            // A notice that an earlier version wrote otherwise is left out.
            try String.fetchAll(db, sql: sql, arguments: arguments).compactMap {
                (try? JSONDecoder().decode(AlertRecord.self, from: Data($0.utf8)))?.alert
            }
        }
    }

    /// Stores what a person says of an alert.
    /// - Throws: `HistoryError.unknownAlert`; an id may be given by its first letters, when no other begins with them.
    public func add(_ feedback: Feedback, toAlert id: String) async throws {
        let path = path
        try await pool.write { db in
            let ids = try String.fetchAll(
                db, sql: "SELECT DISTINCT id FROM alert WHERE substr(id, 1, length(?1)) = ?1 LIMIT 2",
                arguments: [id])
            guard ids.count == 1 || ids.contains(id), !id.isEmpty else {
                throw HistoryError.unknownAlert(path: path, id: id, isAmbiguous: ids.count > 1)
            }
            try db.execute(
                sql: """
                    INSERT INTO feedback (alert_id, sequence, kind, by, reason, at, code, until)
                    VALUES (?1, (SELECT max(sequence) FROM alert WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)
                    """,
                arguments: [
                    ids.contains(id) ? id : ids[0], feedback.kind.rawValue, feedback.by, feedback.reason,
                    feedback.at.storedText,
                    feedback.code?.rawValue, feedback.until?.storedText,
                ])
        }
    }

    /// Silences streams for a time; returns the silence, and how many alerts of the last 30 days it would have muted.
    public func silence(
        _ streams: String, from now: Instant, until end: Instant, by: String, reason: String?
    ) async throws -> (silence: Silence, muted: Int) {
        try await pool.write { db in
            try db.execute(
                sql:
                    "INSERT INTO silence (streams, from_time, until_time, by, reason) VALUES (?, ?, ?, ?, ?)",
                arguments: [streams, now.storedText, end.storedText, by, reason])
            let silence = Silence(
                id: db.lastInsertedRowID, streams: streams, from: now, until: end, by: by, reason: reason)
            let muted = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM alert WHERE sequence = 0 AND stream GLOB ? AND at >= ?",
                arguments: [streams, (now - .seconds(30 * 86400)).storedText])
            return (silence, muted ?? 0)
        }
    }

    /// Silences that have not ended.
    public func silences(at now: Instant) async throws -> [Silence] {
        try await pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM silence WHERE until_time > ? ORDER BY id", arguments: [now.storedText]
            ).map { row in
                Silence(
                    id: row["id"], streams: row["streams"], from: try Self.time(row, "from_time"),
                    until: try Self.time(row, "until_time"), by: row["by"], reason: row["reason"])
            }
        }
    }

    /// Ends a silence now; whether there was one that had not ended.
    public func endSilence(_ id: Int64, at now: Instant) async throws -> Bool {
        try await pool.write { db in
            try db.execute(
                sql: "UPDATE silence SET until_time = ?1 WHERE id = ?2 AND until_time > ?1",
                arguments: [now.storedText, id])
            return db.changesCount > 0
        }
    }

    /// Whether a stream is silenced at a time.
    static func isSilenced(_ stream: String, at time: String, in db: GRDB.Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM silence WHERE ? GLOB streams AND from_time <= ? AND until_time > ?)
                """, arguments: [stream, time, time]) ?? false
    }

    /// A time that is always there.
    private static func time(_ row: Row, _ column: String) throws -> Instant {
        let text: String = row[column]
        guard let time = Instant(rfc3339: text) else {
            throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "\(column) is not a time: \(text)")
        }
        return time
    }

    private static func feedback(on id: String, in db: GRDB.Database) throws -> [Feedback] {
        try Row.fetchAll(
            db,
            sql:
                "SELECT kind, by, reason, at, code, until FROM feedback WHERE alert_id = ? ORDER BY rowid DESC",
            arguments: [id]
        ).compactMap { row in
            guard let kind = Feedback.Kind(rawValue: row["kind"]) else { return nil }
            var feedback = Feedback(
                kind: kind, by: row["by"], reason: row["reason"], at: try time(row, "at"))
            feedback.code = (row["code"] as String?).flatMap(Feedback.Code.init(rawValue:))
            feedback.until = (row["until"] as String?).flatMap(Instant.init(rfc3339:))
            return feedback
        }
    }
}
