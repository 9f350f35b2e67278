import Synchronization

/// Polls that a person asked for, until the feed's turn takes them.
final class AskedPolls: Sendable {
    private struct State {
        var waiting: [String: AsyncStream<Void>.Continuation] = [:]
        /// Asked for while the feed did not wait.
        var pending: Set<String> = []
    }

    private let state = Mutex(State())

    /// Asks for a poll of a feed.
    func ask(_ feed: String) {
        let waiting = state.withLock { state -> AsyncStream<Void>.Continuation? in
            guard let waiting = state.waiting[feed] else {
                state.pending.insert(feed)
                return nil
            }
            return waiting
        }
        waiting?.yield()
    }

    /// Returns when a poll of the feed is asked for; one waits per feed at a time.
    /// - Throws: `CancellationError`.
    func wait(for feed: String) async throws {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isPending = state.withLock { state in
            state.waiting[feed] = continuation
            return state.pending.remove(feed) != nil
        }
        defer { state.withLock { $0.waiting[feed] = nil } }
        guard !isPending else { return }
        for await _ in stream { return }
        try Task.checkCancellation()
    }
}
