public import Domain
import Synchronization

/// Wakes the polling of a feed before it is due, when somebody says that it has changed.
public final class PushWakes: Sendable {
    private struct State {
        var waiting: [String: AsyncStream<Void>.Continuation] = [:]
        var last: [String: Instant] = [:]
    }

    private let state = Mutex(State())
    private let leastPause: Duration

    /// - Parameter leastPause: Between two wakes of a feed.
    public init(leastPause: Duration) { self.leastPause = leastPause }

    /// Lets a feed be polled now, unless that was said a moment ago.
    public func wake(_ feed: String, at now: Instant) {
        let waiting = state.withLock { state -> AsyncStream<Void>.Continuation? in
            if let last = state.last[feed], now >= last, now - last < leastPause { return nil }
            state.last[feed] = now
            return state.waiting[feed]
        }
        waiting?.yield()
    }

    /// Returns when the time has come, or earlier when the feed is woken.
    /// - Returns: Whether it was woken.
    /// - Throws: `CancellationError`.
    func sleep(_ feed: String, until due: Instant, clock: any WallClock) async throws -> Bool {
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
