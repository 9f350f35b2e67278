public import Domain

/// Holds the notices that sinks have yet to take.
public protocol OutboxBook: Sendable {
    /// What is due to a sink, by the order in which its alerts were first seen, and of each alert by
    /// sequence.
    ///
    /// A notice that failed and waits for its next attempt holds up those of its stream behind it; a dead one
    /// does not.
    func pendingNotices(sink: String, at now: Instant) async throws -> [Notice]

    /// Takes a notice out of the outbox of a sink.
    func markDelivered(_ notice: Notice, sink: String) async throws

    /// Notes a failed attempt.
    ///
    /// - Parameter next: When to try again; nil when the notice is given up until `retryDeliveries`.
    func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) async throws

    /// The latest notice of each open alert that was meant for a sink and not kept from it, in the order in
    /// which the alerts fired.
    func openNotices(sink: String) async throws -> [Notice]

    /// Makes every delivery that failed or was given up due again; returns how many there were.
    func retryDeliveries() async throws -> Int
}
