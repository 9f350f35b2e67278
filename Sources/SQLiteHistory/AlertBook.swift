public import Domain
import FoundationEssentials
import GRDB
public import History
import Logging

extension SQLiteHistory: AlertBook {
    public func notices(after number: Int64, limit: Int, at now: Instant) async throws -> [StoredNotice] {
        try await read { db in
            let acknowledged = try Self.acknowledged(at: now, in: db)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM (SELECT rowid AS number, id, sequence, body, silenced FROM alert WHERE rowid > ?
                        ORDER BY rowid DESC LIMIT ?) ORDER BY number
                    """, arguments: [number, limit])
            return try rows.map { row in
                let id: String = row["id"]
                return StoredNotice(
                    number: row["number"], body: row["body"], isSilenced: row["silenced"],
                    isAcknowledged: acknowledged.contains(id), feedback: try self.feedback(on: id, in: db),
                    pending: try Self.pending(id, row["sequence"], in: db))
            }
        }
    }

    public func firingNotices(latest count: Int) async throws -> [Alert] {
        try await alerts("SELECT id, body FROM alert WHERE sequence = 0 ORDER BY at DESC LIMIT ?", [count])
    }

    public func firedAlerts(before time: Instant, latest count: Int) async throws -> [FiredAlert] {
        try await read { db in
            // Two fields of the JSON, not all of it: thousands are asked for at once.
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id, at, stream, iif(json_valid(body), json_extract(body, '$.kind'), NULL) AS kind,
                            iif(json_valid(body), json_extract(body, '$.risks'), NULL) AS risks
                        FROM alert WHERE sequence = 0 AND at < ? ORDER BY at DESC, id LIMIT ?
                        """), arguments: [time.storedText, count])
            return rows.compactMap { row in
                let stored = StoredRow(row: row, table: "alert", id: row["id"], history: self)
                guard let at = stored.instant("at"),
                    let stream = stored.value("stream", Domain.Stream.init(name:)),
                    let kind = stored.value("kind", Alert.Kind.init(rawValue:))
                else { return nil }
                let risks: [String] = row["risks"] == "[]" ? [] : stored.json("risks") ?? []
                return FiredAlert(
                    id: row["id"], at: at, stream: stream, kind: kind,
                    risks: risks.compactMap(RiskType.init))
            }
        }
    }

    public func openNotices(about kind: Domain.Stream.Kind?) async throws -> [Alert] {
        let open = try await alerts(
            """
            SELECT alert.id, alert.body FROM alert_now n JOIN alert ON alert.id = n.id AND alert.sequence = n.last
            WHERE n.state = 'firing' ORDER BY (SELECT min(rowid) FROM alert first WHERE first.id = n.id)
            """)
        return open.filter { kind == nil || $0.stream.kind == kind }
    }

    public func notice(of id: String, sequence: Int) async throws -> Alert? {
        try await alerts("SELECT id, body FROM alert WHERE id = ? AND sequence = ?", [id, sequence]).first
    }

    public func acknowledged(at now: Instant) async throws -> Set<String> {
        try await read { try Self.acknowledged(at: now, in: $0) }
    }

    public func dismissed() async throws -> Set<String> {
        try await read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT n.id FROM alert_now n
                    JOIN feedback ON feedback.rowid = (SELECT max(rowid) FROM feedback WHERE alert_id = n.id)
                    WHERE n.state = 'firing' AND feedback.kind = 'dismissed'
                    """)
        }
    }

    private static func acknowledged(at now: Instant, in db: Database) throws -> Set<String> {
        try String.fetchSet(
            db,
            sql: """
                SELECT n.id FROM alert_now n
                JOIN feedback ON feedback.rowid = (SELECT max(rowid) FROM feedback WHERE alert_id = n.id)
                WHERE n.state = 'firing' AND feedback.kind = 'acknowledged' AND feedback.sequence = n.last
                    AND (feedback.until IS NULL OR feedback.until > ?)
                """, arguments: [now.storedText])
    }

    static func pending(_ id: String, _ sequence: Int, in db: Database) throws -> [PendingDelivery] {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM delivery WHERE alert_id = ? AND sequence = ? ORDER BY sink")
        return try Row.fetchAll(statement, arguments: [id, sequence]).map {
            PendingDelivery(
                sink: $0["sink"], attempts: $0["attempts"], isDead: $0["is_dead"], lastError: $0["last_error"]
            )
        }
    }

    /// The alerts of some rows of notices.
    ///
    /// One that cannot be read is left out, with a warning.
    func alerts(_ sql: String, _ arguments: StatementArguments = []) async throws -> [Alert] {
        try await read { db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).compactMap(self.alert)
        }
    }

    /// The alert of a row of a notice; nil, with a warning, where it cannot be read.
    func alert(_ row: Row) -> Alert? {
        do {
            return try JSONDecoder().decode(AlertRecord.self, from: Data((row["body"] as String).utf8)).alert
        } catch {
            logger.warning(
                "Could not read a stored alert",
                metadata: ["alert": "\(row["id"] as String)", "reason": "\(error)"])
            return nil
        }
    }
}
