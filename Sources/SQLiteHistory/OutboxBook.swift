public import Domain
import GRDB
public import History

extension SQLiteHistory: OutboxBook {
    public func pendingNotices(sink: String, at now: Instant) async throws -> [Notice] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT d.alert_id, d.sequence, d.attempts, d.next_ms, a.body FROM delivery d
                    JOIN alert a ON a.id = d.alert_id AND a.sequence = d.sequence
                    WHERE d.sink = ? AND d.is_dead = 0
                    ORDER BY (SELECT min(rowid) FROM alert WHERE id = d.alert_id), d.sequence
                    """, arguments: [sink])
            return rows.prefix { ($0["next_ms"] as Int64) <= now.milliseconds }.map {
                Notice(
                    alertID: $0["alert_id"], sequence: $0["sequence"], body: $0["body"],
                    attempts: $0["attempts"])
            }
        }
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

    public func retryDeliveries() async throws -> Int {
        try await write { db in
            try db.execute(
                sql: "UPDATE delivery SET attempts = 0, next_ms = 0, is_dead = 0 WHERE attempts > 0")
            return db.changesCount
        }
    }
}
