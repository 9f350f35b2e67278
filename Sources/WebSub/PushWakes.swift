public import Domain
import Synchronization

/// Wakes the polling of a feed before it is due, when its hub says that it has changed.
public final class PushWakes: Sendable {
    private struct State {
        var waiting: [String: AsyncStream<Void>.Continuation] = [:]
        var last: [String: Instant] = [:]
    }

    private let state = Mutex(State())
    private let minimumPause: Duration

    /// - Parameter minimumPause: Between two wakes of a feed; an earlier one is ignored.
    public init(minimumPause: Duration = .seconds(10)) { self.minimumPause = minimumPause }

    /// Lets a feed be polled now, unless it was woken a moment ago.
    public func wake(_ feed: String, at now: Instant) {
        let waiting = state.withLock { state -> AsyncStream<Void>.Continuation? in
            if let last = state.last[feed], now >= last, now - last < minimumPause { return nil }
            state.last[feed] = now
            return state.waiting[feed]
        }
        waiting?.yield()
    }

    /// Returns when the time has come, or earlier when the feed is woken; one sleeper per feed at a time.
    ///
    /// - Returns: Whether it was woken.
    /// - Throws: `CancellationError`.
    public func sleep(_ feed: String, until due: Instant, clock: any WallClock) async throws -> Bool {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.waiting[feed] = continuation }
        defer { state.withLock { $0.waiting[feed] = nil } }
        return try await withThrowingTaskGroup { group in
            group.addTask {
                try await clock.sleep(until: due)
                return false
            }
            group.addTask {
                for await _ in stream { return true }
                try Task.checkCancellation()
                return true
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }
}
