public import Logging

/// A notice that the outbox holds for the alert log.
public struct Notice: Sendable, Equatable {
    public let alertID: String
    public let sequence: Int
    /// The alert as JSON, without a line end.
    public let body: String

    public init(alertID: String, sequence: Int, body: String) {
        self.alertID = alertID
        self.sequence = sequence
        self.body = body
    }
}

/// Where notices wait until they are delivered.
public protocol Outbox: Sendable {
    /// What the alert log has still to get, the oldest first.
    func pendingNotices() async throws -> [Notice]
    func markDelivered(_ notice: Notice) async throws
}

/// Takes notices from the outbox to the alert log; each stands there once, whatever is killed when.
public struct Courier: Sendable {
    private let outbox: any Outbox
    private let log: AlertLog
    private let logger: Logger

    public init(outbox: any Outbox, log: AlertLog, logger: Logger) {
        self.outbox = outbox
        self.log = log
        self.logger = logger
    }

    /// Delivers all that is due; stops at the first notice that fails, which stays for the next call.
    ///
    /// A kill between writing and marking leaves a notice that is in the log and in the outbox: the log is asked first.
    public func deliver() async {
        do {
            for notice in try await outbox.pendingNotices() {
                let marks = ["\"id\":\"\(notice.alertID)\"", "\"sequence\":\(notice.sequence),"]
                if try !log.contains(marks) { try log.append(notice.body) }
                try await outbox.markDelivered(notice)
            }
        } catch {
            logger.error(
                "An alert could not be delivered and will be tried again", metadata: ["reason": "\(error)"])
        }
    }
}
