public import Domain
import GRDB
public import History

extension SQLiteHistory: OutboxBook {
    public func pendingNotices(sink: String, at now: Instant) async throws -> [Notice] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT d.alert_id, d.sequence, d.attempts, d.next_ms, a.body, a.stream,
                        (SELECT at FROM alert WHERE id = d.alert_id AND sequence = 0) AS fired_at
                    FROM delivery d JOIN alert a ON a.id = d.alert_id AND a.sequence = d.sequence
                    WHERE d.sink = ? AND d.is_dead = 0
                    ORDER BY (SELECT min(rowid) FROM alert WHERE id = d.alert_id), d.sequence
                    """, arguments: [sink])
            var waiting: Set<String> = []
            return rows.compactMap { row in
                let stream: String = row["stream"]
                guard !waiting.contains(stream) else { return nil }
                guard (row["next_ms"] as Int64) <= now.milliseconds else {
                    waiting.insert(stream)
                    return nil
                }
                return Self.notice(row, attempts: row["attempts"])
            }
        }
    }

    public func openNotices(sink: String) async throws -> [Notice] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id AS alert_id, sequence, body, stream,
                        (SELECT at FROM alert first WHERE first.id = alert.id AND sequence = 0) AS fired_at
                    FROM alert
                    WHERE state = 'firing' AND silenced = 0
                        AND (sinks IS NULL OR EXISTS (SELECT 1 FROM json_each(sinks) WHERE value = ?))
                        AND NOT EXISTS (
                            SELECT 1 FROM alert later WHERE later.id = alert.id AND later.sequence > alert.sequence)
                    ORDER BY (SELECT min(rowid) FROM alert first WHERE first.id = alert.id)
                    """, arguments: [sink]
            ).map { Self.notice($0, attempts: 0) }
        }
    }

    private static func notice(_ row: Row, attempts: Int) -> Notice {
        Notice(
            alertID: row["alert_id"], sequence: row["sequence"], body: row["body"], stream: row["stream"],
            firedAt: (row["fired_at"] as String?).flatMap(Instant.init(rfc3339:)), attempts: attempts)
    }

    public func markDelivered(_ notice: Notice, sink: String) async throws {
        try await write { db in
            try db.execute(
                sql: "DELETE FROM delivery WHERE alert_id = ? AND sequence = ? AND sink = ?",
                arguments: [notice.alertID, notice.sequence, sink])
        }
    }

    public func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE delivery SET attempts = attempts + 1, last_error = ?, next_ms = ?, is_dead = ?
                    WHERE alert_id = ? AND sequence = ? AND sink = ?
                    """,
                arguments: [
                    reason, next?.milliseconds ?? 0, next == nil, notice.alertID, notice.sequence, sink,
                ])
        }
    }

    public func backlogs() async throws -> [SinkBacklog] {
        try await read { db in
            // Beside max(), SQLite takes the other columns from the row that has the maximum.
            try Row.fetchAll(
                db,
                sql: """
                    SELECT sink, sum(is_dead = 0) AS waiting, sum(is_dead) AS dead, max(attempts) AS attempts, last_error
                    FROM delivery GROUP BY sink ORDER BY sink
                    """
            ).map {
                SinkBacklog(
                    sink: $0["sink"], waiting: $0["waiting"], dead: $0["dead"], attempts: $0["attempts"],
                    lastError: $0["last_error"])
            }
        }
    }

    public func retryDeliveries() async throws -> Int {
        try await write { db in
            try db.execute(
                sql: "UPDATE delivery SET attempts = 0, next_ms = 0, is_dead = 0 WHERE attempts > 0")
            return db.changesCount
        }
    }
}
