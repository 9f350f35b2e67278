import Domain
import History
import Logging

/// Where the polling of each feed stands, from the history.
struct FeedCursors: Sendable {
    let history: any FeedBook
    let clock: any WallClock
    let logger: Logger

    /// Where the polling of a feed stands; one whose cursor cannot be loaded is polled from the start, after
    /// its interval.
    func cursor(of feed: Feed) async -> FeedCursor {
        do {
            return try await history.cursor(of: feed.id) ?? FeedCursor(nextDue: clock.now())
        } catch {
            logger.error(
                "Could not load a feed's cursor", metadata: ["feed": "\(feed.id)", "reason": "\(error)"])
            return FeedCursor(nextDue: clock.now() + feed.interval)
        }
    }

    /// Whether somebody has paused a feed; when the history does not answer, the feed is polled.
    func isPaused(_ feed: Feed) async -> Bool {
        do {
            return try await history.isPaused(feed.id)
        } catch {
            logger.warning(
                "Could not check whether a feed is paused",
                metadata: ["feed": "\(feed.id)", "reason": "\(error)"])
            return false
        }
    }
}
