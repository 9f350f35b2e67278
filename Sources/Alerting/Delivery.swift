public import Domain
public import Logging

/// Where notices wait until they are delivered.
public protocol Outbox: Sendable {
    /// What a sink has still to get and is due, the oldest first.
    func pendingNotices(sink: String, at now: Instant) async throws -> [Notice]
    func markDelivered(_ notice: Notice, sink: String) async throws
    /// Notes a failure; without a next attempt the notice is dead until somebody revives it.
    func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) async throws
}

/// Takes notices from the outbox to the sinks, each sink by itself.
public struct Delivery: Sendable {
    /// The pause after the first failure; it doubles with each, up to the longest.
    private static let firstPause: Duration = .seconds(15)
    private static let longestPause: Duration = .seconds(3600)
    /// Failures after which a notice is dead: about a day.
    private static let mostAttempts = 30

    private let outbox: any Outbox
    private let sinks: [any Sink]
    private let logger: Logger

    /// Delivers what an outbox holds for these sinks, each under its id.
    public init(outbox: any Outbox, sinks: [any Sink], logger: Logger) {
        self.outbox = outbox
        self.sinks = sinks
        self.logger = logger
    }

    /// Delivers all that is due; one slow sink does not hold up the others.
    public func deliver(at now: Instant) async {
        await withDiscardingTaskGroup { group in
            for sink in sinks { group.addTask { await deliver(to: sink, at: now) } }
        }
    }

    /// Stops at the first notice that fails, so that a sink gets its notices in order.
    private func deliver(to sink: any Sink, at now: Instant) async {
        do {
            for notice in try await outbox.pendingNotices(sink: sink.id, at: now) {
                do {
                    try await sink.deliver(notice)
                } catch {
                    return try await note("\(error)", of: notice, sink, at: now)
                }
                try await outbox.markDelivered(notice, sink: sink.id)
            }
        } catch {
            logger.error(
                "The outbox does not respond", metadata: ["sink": "\(sink.id)", "reason": "\(error)"])
        }
    }

    private func note(_ reason: String, of notice: Notice, _ sink: any Sink, at now: Instant) async throws {
        let isDead = sink.givesUp && notice.attempts + 1 >= Self.mostAttempts
        let pause = min(Self.firstPause * (1 << min(notice.attempts, 10)), Self.longestPause)
        let next = isDead ? nil : now + (sink.givesUp ? pause : .zero)
        try await outbox.markFailed(notice, sink: sink.id, reason: reason, next: next)
        logger.error(
            isDead
                ? "Gave up on delivering an alert; `bellwether alerts retry` tries again"
                : "Could not deliver an alert; will retry",
            metadata: ["sink": "\(sink.id)", "alert": "\(notice.alertID)", "reason": "\(reason)"])
    }
}
