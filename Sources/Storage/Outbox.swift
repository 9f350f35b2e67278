import GRDB

/// A notice that a sink has still to get.
public struct PendingDelivery: Sendable, Equatable {
    public let alertID: String
    public let sequence: Int
    public let sink: String
    /// The alert as JSON, without a line end.
    public let body: String

    public init(alertID: String, sequence: Int, sink: String, body: String) {
        self.alertID = alertID
        self.sequence = sequence
        self.sink = sink
        self.body = body
    }
}

extension HistoryDatabase {
    /// What is to be delivered to a sink, the oldest first.
    public func pendingDeliveries(sink: String) async throws -> [PendingDelivery] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT d.alert_id, d.sequence, d.sink, a.body FROM delivery d
                    JOIN alert a ON a.id = d.alert_id AND a.sequence = d.sequence
                    WHERE d.sink = ? ORDER BY a.at, a.id, a.sequence
                    """, arguments: [sink]
            ).map {
                PendingDelivery(
                    alertID: $0["alert_id"], sequence: $0["sequence"], sink: $0["sink"], body: $0["body"])
            }
        }
    }

    /// Takes a delivery out of the outbox.
    public func markDelivered(_ delivery: PendingDelivery) async throws {
        try await pool.write { db in
            try db.execute(
                sql: "DELETE FROM delivery WHERE alert_id = ? AND sequence = ? AND sink = ?",
                arguments: [delivery.alertID, delivery.sequence, delivery.sink])
        }
    }
}
