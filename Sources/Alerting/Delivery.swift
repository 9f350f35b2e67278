public import Domain
public import Logging

/// Where notices wait until they are delivered.
public protocol Outbox: Sendable {
    /// What a sink has still to get and is due, the oldest first.
    ///
    /// A notice that failed and waits holds up the later ones of its stream, and no others.
    func pendingNotices(sink: String, at now: Instant) async throws -> [Notice]
    func markDelivered(_ notice: Notice, sink: String) async throws
    /// Notes a failure; without a next attempt the notice is dead until somebody revives it.
    func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) async throws
    /// The latest notice of each open alert that was meant for a sink and not kept from it.
    func openNotices(sink: String) async throws -> [Notice]
}

/// Takes notices from the outbox to the sinks, each sink by itself.
public struct Delivery: Sendable {
    /// What became of one attempt.
    public enum Result: String, Sendable, CaseIterable {
        /// The receiver took the notice.
        case delivered
        /// It did not, and is asked again.
        case failed
        /// It did not, and the notice was given up.
        case dead
    }

    /// One for each sink, to be run by itself: a slow sink holds up nobody else.
    public let sinks: [SinkDelivery]

    /// Delivers what an outbox holds for these sinks, each under its id.
    ///
    /// - Parameter count: Called with the sink's id and what became of each attempt.
    public init(
        outbox: any Outbox, sinks: [any Sink], logger: Logger,
        count: @escaping @Sendable (_ sink: String, Result) -> Void = { _, _ in }
    ) {
        self.sinks = sinks.map { sink in
            SinkDelivery(outbox: outbox, sink: sink, logger: logger) { count(sink.id, $0) }
        }
    }

    /// Delivers all that is due, to all sinks at once.
    public func deliver(at now: Instant) async {
        await withDiscardingTaskGroup { group in
            for sink in sinks { group.addTask { await sink.deliver(at: now) } }
        }
    }
}
