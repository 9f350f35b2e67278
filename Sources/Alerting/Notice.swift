import Domain
import FoundationEssentials

/// A notice that the outbox holds for a sink.
public struct Notice: Sendable, Equatable {
    /// The alert that the notice is of.
    public let alertID: String
    /// 0 for the notice with which the alert fires, one more for each later one.
    public let sequence: Int
    /// The alert as JSON, without a line end.
    public let body: String
    /// Deliveries that failed.
    public let attempts: Int

    /// A notice that is due to a sink.
    public init(alertID: String, sequence: Int, body: String, attempts: Int = 0) {
        self.alertID = alertID
        self.sequence = sequence
        self.body = body
        self.attempts = attempts
    }

    /// The alert itself.
    /// - Throws: `UnreadableAlert`.
    var alert: Alert {
        get throws(UnreadableAlert) {
            do {
                return try JSONDecoder().decode(AlertRecord.self, from: Data(body.utf8)).alert
            } catch {
                throw UnreadableAlert(id: alertID, reason: "\(error)")
            }
        }
    }
}

/// A stored alert that is not what a version of Bellwether writes.
struct UnreadableAlert: Error, CustomStringConvertible {
    let id: String
    let reason: String

    var description: String { "cannot read the stored alert \(id): \(reason)" }
}
