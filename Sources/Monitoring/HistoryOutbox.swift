public import Alerting
public import Domain
public import SQLiteHistory

extension SQLiteHistory: Outbox {
    public func pendingNotices(sink: String, at now: Instant) async throws -> [Notice] {
        try await pendingDeliveries(sink: sink, at: now).map {
            Notice(alertID: $0.alertID, sequence: $0.sequence, body: $0.body, attempts: $0.attempts)
        }
    }

    public func markDelivered(_ notice: Notice, sink: String) async throws {
        try await markDelivered(alert: notice.alertID, sequence: notice.sequence, sink: sink)
    }

    public func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) async throws {
        try await markFailed(
            alert: notice.alertID, sequence: notice.sequence, sink: sink, reason: reason, next: next)
    }
}
