public import Domain
import GRDB

/// A notice that a sink has still to get.
public struct PendingDelivery: Sendable, Equatable {
    public let alertID: String
    public let sequence: Int
    /// The alert as JSON, without a line end.
    public let body: String
    /// Deliveries that failed.
    public let attempts: Int
}

extension SQLiteHistory {
    /// What is due to a sink, by the order in which its alerts were first seen, and of each alert by sequence.
    ///
    /// A notice that failed and waits for its next attempt holds up those behind it; a dead one does not.
    public func pendingDeliveries(sink: String, at now: Instant) async throws -> [PendingDelivery] {
        try await pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT d.alert_id, d.sequence, d.attempts, d.next_ms, a.body FROM delivery d
                    JOIN alert a ON a.id = d.alert_id AND a.sequence = d.sequence
                    WHERE d.sink = ? AND d.is_dead = 0 ORDER BY (SELECT min(rowid) FROM alert WHERE id = d.alert_id), d.sequence
                    """, arguments: [sink])
            return rows.prefix { ($0["next_ms"] as Int64) <= now.milliseconds }.map {
                PendingDelivery(
                    alertID: $0["alert_id"], sequence: $0["sequence"], body: $0["body"],
                    attempts: $0["attempts"])
            }
        }
    }

    /// Takes a delivery out of the outbox.
    public func markDelivered(alert: String, sequence: Int, sink: String) async throws {
        try await pool.write { db in
            try db.execute(
                sql: "DELETE FROM delivery WHERE alert_id = ? AND sequence = ? AND sink = ?",
                arguments: [alert, sequence, sink])
        }
    }

    /// Notes a failure; without a next attempt the delivery is dead.
    public func markFailed(
        alert: String, sequence: Int, sink: String, reason: String, next: Instant?
    ) async throws {
        try await pool.write { db in
            try db.execute(
                sql: """
                    UPDATE delivery SET attempts = attempts + 1, last_error = ?, next_ms = ?, is_dead = ?
                    WHERE alert_id = ? AND sequence = ? AND sink = ?
                    """,
                arguments: [reason, next?.milliseconds ?? 0, next == nil, alert, sequence, sink])
        }
    }

    /// Makes all failed and dead deliveries due; returns how many there were.
    public func retryDeliveries() async throws -> Int {
        try await pool.write { db in
            try db.execute(
                sql: "UPDATE delivery SET attempts = 0, next_ms = 0, is_dead = 0 WHERE attempts > 0")
            return db.changesCount
        }
    }
}
