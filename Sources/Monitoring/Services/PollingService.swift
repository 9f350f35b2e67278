import Domain
import Fetching
import Logging
import ServiceLifecycle

/// Polls the feeds on schedule; each result goes to the pipeline, and the feed waits until it is stored.
///
/// On shutdown polls under way are given up; what a response has brought is still stored.
struct PollingService: Service {
    let poller: Poller
    let feeds: [Feed]
    let cursors: FeedCursors
    let submit: @Sendable (FetchResult) async -> FeedCursor

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await poller.run(
                feeds, cursor: { await cursors.cursor(of: $0) }, isPaused: { await cursors.isPaused($0) },
                deliver: submit)
        }
    }
}
