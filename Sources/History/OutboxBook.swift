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

    /// What each sink has yet to take, by its id.
    func backlogs() async throws -> [SinkBacklog]

    /// Makes every delivery that failed or was given up due again; returns how many there were.
    func retryDeliveries() async throws -> Int
}

/// What a sink has yet to take.
public struct SinkBacklog: Sendable, Equatable {
    /// The sink's id.
    public let sink: String
    /// Notices that wait for it.
    public let waiting: Int
    /// Notices that were given up.
    public let dead: Int
    /// Failed attempts at the notice that failed most.
    public let attempts: Int
    /// Why an attempt failed, in words; nil where none has.
    public let lastError: String?

    /// What a sink has yet to take.
    public init(sink: String, waiting: Int, dead: Int, attempts: Int, lastError: String?) {
        self.sink = sink
        self.waiting = waiting
        self.dead = dead
        self.attempts = attempts
        self.lastError = lastError
    }
}
