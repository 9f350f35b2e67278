public import Domain
import Fetching
import WebSub

/// What happened at one poll, for those who watch.
public struct PollEvent: Sendable {
    /// The id of the feed.
    public let feed: String
    /// What the pipeline made of it.
    public let outcome: Pipeline.Outcome
    /// Whether the server said that nothing has changed.
    public let wasUnchanged: Bool
    /// Whether the poll brought nothing usable, or what it brought could not be stored.
    public let failed: Bool
    /// When the pipeline was done with it.
    public let at: Instant
}

/// Takes the result of a poll to the pipeline, and tells everyone who needs to know what became of it.
struct PollHandler: Sendable {
    let queue: PipelineQueue
    let metrics: Metrics
    let clock: any WallClock
    let wakeDelivery: @Sendable () -> Void
    let push: PushSubscriptions?
    let watch: @Sendable (PollEvent) -> Void

    /// Returns where the feed's polling stands, once the result is stored.
    @Sendable func handle(_ result: FetchResult) async -> FeedCursor {
        metrics.wait(1)
        defer { metrics.wait(-1) }
        let outcome = await queue.submit(.polled(result, at: clock.now()))
        // Closed before its turn: nothing was stored, and the next start polls again from there.
        guard let outcome, let cursor = outcome.cursor else {
            return PollingPolicy.cursor(afterUnstored: result, now: clock.now())
        }
        let event = PollEvent(
            feed: result.feed.id, outcome: outcome, wasUnchanged: result.isNotModified,
            failed: cursor.failures > 0 || result.receivedAt == nil || !outcome.isStored, at: clock.now())
        metrics.observe(event, received: result.receivedAt)
        metrics.update(streams: outcome.streams)
        if !outcome.alerts.isEmpty { wakeDelivery() }
        watch(event)
        push?.note(cursor.memory.hub, of: result.feed)
        return cursor
    }
}

extension FetchResult {
    /// Whether the server said that nothing has changed.
    fileprivate var isNotModified: Bool {
        if case .response(let response) = self { response.status == 304 } else { false }
    }
}
