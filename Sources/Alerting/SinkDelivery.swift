public import Domain
import Logging
import Synchronization

/// Takes notices from the outbox to one sink.
///
/// Order is kept within each stream: a notice that fails holds up the later ones of its stream, so that an
/// alert never ends before it fires, and no others. Only one call of `deliver` may be under way.
public final class SinkDelivery: Sendable {
    /// The pause after the first failure; it doubles with each, up to the longest.
    private static let firstPause: Duration = .seconds(15)
    /// Also the longest that a receiver is left alone on its own word.
    private static let longestPause: Duration = .seconds(3600)
    /// Failures after which a notice is dead: about a day.
    private static let mostAttempts = 30
    /// Failures of several streams in a row after which the receiver, not the notice, is to blame: a round
    /// takes no longer than so many time-outs.
    private static let mostInARow = 3
    /// Between two renewals, less than the minute that the daemon's half-minute steps make of it.
    private static let renewalPause: Duration = .seconds(50)

    private let outbox: any Outbox
    private let sink: any Sink
    private let logger: Logger
    private let count: @Sendable (Delivery.Result) -> Void
    private let state = Mutex(State())

    private struct State {
        /// The receiver asked to be left alone until then.
        var restsUntil: Instant?
        var renewed: Instant?
    }

    init(
        outbox: any Outbox, sink: any Sink, logger: Logger,
        count: @escaping @Sendable (Delivery.Result) -> Void
    ) {
        self.outbox = outbox
        self.sink = sink
        self.logger = logger
        self.count = count
    }

    /// Delivers what is due, and renews what is open.
    public func deliver(at now: Instant) async {
        guard state.withLock({ $0.restsUntil.map { $0 <= now } ?? true }) else { return }
        do {
            try await deliverPending(at: now)
            try await renewOpen(at: now)
        } catch {
            logger.error(
                "The outbox does not respond", metadata: ["sink": "\(sink.id)", "reason": "\(error)"])
        }
    }

    private func deliverPending(at now: Instant) async throws {
        var failing: Set<String> = []
        var inARow = 0
        for notice in Self.inOrder(try await outbox.pendingNotices(sink: sink.id, at: now))
        where !failing.contains(notice.stream) {
            do {
                try await sink.deliver(notice)
            } catch {
                let remedy = try await note(error, of: notice, at: now)
                if remedy == .giveUp { continue }
                failing.insert(notice.stream)
                inARow += 1
                guard remedy == .retry, inARow < Self.mostInARow else { return }
                continue
            }
            inARow = 0
            try await outbox.markDelivered(notice, sink: sink.id)
            count(.delivered)
        }
    }

    /// The streams that have failed least come first, so that those that fail again and again keep no other
    /// from its turn; each stream keeps its order.
    private static func inOrder(_ notices: [Notice]) -> [Notice] {
        var attempts: [String: Int] = [:]
        for notice in notices where attempts[notice.stream] == nil {
            attempts[notice.stream] = notice.attempts
        }
        return notices.enumerated().sorted { a, b in
            (attempts[a.element.stream] ?? 0, a.offset) < (attempts[b.element.stream] ?? 0, b.offset)
        }.map(\.element)
    }

    /// Notes a failure; returns what was done about it.
    private func note(_ error: any Error, of notice: Notice, at now: Instant) async throws -> DeliveryRemedy {
        var remedy = sink.givesUp ? (error as? any DeliveryError)?.remedy ?? .retry : .retry
        let isRefused = remedy == .giveUp
        if sink.givesUp, notice.attempts + 1 >= Self.mostAttempts { remedy = .giveUp }
        var pause = sink.givesUp ? Self.pause(after: notice.attempts) : .zero
        if case .wait(let asked) = remedy {
            let rest = min(asked, Self.longestPause)
            pause = max(pause, rest)
            state.withLock { $0.restsUntil = now + rest }
        }
        try await outbox.markFailed(
            notice, sink: sink.id, reason: "\(error)", next: remedy == .giveUp ? nil : now + pause)
        count(remedy == .giveUp ? .dead : .failed)
        logger.error(
            isRefused
                ? "A sink refused an alert; `bellwether alerts retry` sends it again"
                : remedy == .giveUp
                    ? "Gave up on delivering an alert; `bellwether alerts retry` tries again"
                    : "Could not deliver an alert; will retry",
            metadata: [
                "sink": "\(sink.id)", "alert": "\(notice.alertID)", "stream": "\(notice.stream)",
                "reason": "\(error)",
            ])
        return remedy
    }

    private static func pause(after attempts: Int) -> Duration {
        min(firstPause * (1 << min(attempts, 10)), longestPause)
    }

    /// Tells a receiver that forgets what still holds.
    private func renewOpen(at now: Instant) async throws {
        guard let sink = sink as? any RenewingSink,
            state.withLock({ $0.renewed.map { now - $0 >= Self.renewalPause } ?? true })
        else { return }
        let open = try await outbox.openNotices(sink: sink.id)
        state.withLock { $0.renewed = now }
        guard !open.isEmpty else { return }
        do {
            try await sink.renew(open)
        } catch {
            logger.warning(
                "Could not renew the open alerts of a sink",
                metadata: ["sink": "\(sink.id)", "reason": "\(error)"])
        }
    }
}
