public import Domain
public import Transport

/// Polls feeds when they are due.
public struct Poller: Sendable {
    /// Feeds that were never polled start within this time, so that a fresh start is no burst.
    private static let startSpread: Duration = .seconds(30)

    private let client: HTTPClient
    private let clock: any WallClock
    private let userAgent: String

    /// - Parameter userAgent: Sent unless the feed has one of its own.
    public init(client: HTTPClient, clock: any WallClock, userAgent: String) {
        self.client = client
        self.clock = clock
        self.userAgent = userAgent
    }

    /// When a feed is due for the first time in its life: its own moment within the first half minute.
    public func firstDue(_ feed: Feed) -> Instant {
        let spread = Self.startSpread.inMilliseconds
        return clock.now() + .milliseconds(Int64(fingerprint(feed.url.utf8) % UInt64(spread)))
    }

    /// Polls all feeds until the task is cancelled.
    ///
    /// - Parameters:
    ///   - cursor: Where a feed's polling stood when it was last stored; read once.
    ///   - deliver: Called with each result; returns where the polling stands once that is stored.
    public func run(
        _ feeds: [Feed], cursor: @escaping @Sendable (Feed) async -> FeedCursor,
        deliver: @escaping @Sendable (FetchResult) async -> FeedCursor
    ) async {
        await withDiscardingTaskGroup { group in
            for feed in feeds {
                group.addTask {
                    var current = await cursor(feed)
                    while (try? await clock.sleep(until: current.nextDue)) != nil,
                        let result = await poll(feed, cursor: current)
                    {
                        current = await deliver(result)
                    }
                }
            }
        }
    }

    /// Polls one feed now; nil when the client was stopped or the task cancelled before the answer.
    public func poll(_ feed: Feed, cursor: FeedCursor) async -> FetchResult? {
        let request = Request(
            url: feed.url, headers: Politeness.headers(for: cursor), userAgent: feed.userAgent ?? userAgent)
        do {
            let reply = try await client.perform(request)
            let next = Politeness.cursor(after: reply, feed: feed, previous: cursor, now: clock.now())
            guard next.failures == 0 else { return .failure(feed, next) }
            return .response(
                Response(
                    feed: feed, status: reply.status, url: reply.url,
                    contentType: reply.headers["content-type"],
                    body: reply.body, receivedAt: clock.now(), cursor: next,
                    previous: cursor))
        } catch .stopped {
            return nil
        } catch {
            return .failure(
                feed,
                Politeness.cursor(afterFailure: "\(error)", feed: feed, previous: cursor, now: clock.now()))
        }
    }
}
