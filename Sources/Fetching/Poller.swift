public import Domain
public import Logging
import Synchronization
public import Transport

/// Polls feeds when they are due.
public final class Poller: Sendable {
    /// Feeds that were never polled start within this time, so that a fresh start causes no burst.
    private static let startSpread: Duration = .seconds(30)

    /// A feed that is resumed after a pause is polled within this time.
    private static let pauseCheck: Duration = .seconds(60)

    private let client: HTTPClient
    private let clock: any WallClock
    private let userAgent: String
    private let limiter: HostLimiter
    private let schedule: Mutex<Schedule>
    private let wakes: (any WakeSource)?
    private let asked = AskedPolls()
    private let network: NetworkWatch
    private let logger: Logger?

    /// Why a feed's turn came.
    private enum Wake {
        case due, pushed, asked
    }

    /// Polls nothing until `run` or `poll`.
    ///
    /// - Parameters:
    ///   - userAgent: Sent unless the feed has one of its own.
    ///   - feeds: All that will be polled, whose servers are shared.
    ///   - budgets: Limits that owners set on requests.
    ///   - wakes: What lets feeds be polled before they are due; nil for nothing.
    ///   - logger: Told when nothing can be reached, and when that is over.
    public init(
        client: HTTPClient, clock: any WallClock, userAgent: String, feeds: [Feed],
        budgets: [RequestBudget] = [], wakes: (any WakeSource)? = nil, logger: Logger? = nil
    ) {
        self.wakes = wakes
        self.client = client
        self.clock = clock
        self.userAgent = userAgent
        self.logger = logger
        limiter = HostLimiter(feeds, budgets: budgets)
        network = NetworkWatch(
            client: client, limiter: limiter, feeds: feeds, userAgent: userAgent, clock: clock, logger: logger
        )
        schedule = Mutex(Schedule(feeds, budgets: budgets))
    }

    /// When a feed that was never polled is due: its own moment within the first half minute.
    public func firstDue(_ feed: Feed) -> Instant {
        let spread = Self.startSpread.inMilliseconds
        return clock.now() + .milliseconds(Int64(fingerprint(feed.url.utf8) % UInt64(spread)))
    }

    /// Has a feed polled as soon as its server allows it, also while it backs off after failures.
    public func ask(_ feed: String) { asked.ask(feed) }

    /// Polls all feeds until the task is canceled.
    ///
    /// - Parameters:
    ///   - cursor: A feed's cursor as it was last stored; read once.
    ///   - isPaused: Whether a feed that is due is not to be polled; asked again after its interval.
    ///   - deliver: Called with each result; returns the cursor once the result is stored.
    public func run(
        _ feeds: [Feed], cursor: @escaping @Sendable (Feed) async -> FeedCursor,
        isPaused: @escaping @Sendable (Feed) async -> Bool = { _ in false },
        deliver: @escaping @Sendable (FetchResult) async -> FeedCursor
    ) async {
        var cursors: [FeedCursor] = []
        for feed in feeds {
            let stored = await cursor(feed)
            // A server that asked for silence before the last stop is still left alone by all its feeds.
            await limiter.note(stored, of: feed)
            cursors.append(stored)
        }
        await withDiscardingTaskGroup { [cursors] group in
            for (feed, stored) in zip(feeds, cursors) {
                group.addTask { [self] in
                    var current = stored
                    while let result = await next(feed, current, isPaused) { current = await deliver(result) }
                }
            }
        }
    }

    /// Polls a feed when it is due and its server accepts requests; nil when the task was canceled first.
    private func next(
        _ feed: Feed, _ cursor: FeedCursor, _ isPaused: @Sendable (Feed) async -> Bool
    ) async -> FetchResult? {
        var due = cursor.nextDue
        // Sleep throws only when the task is canceled.
        while let wake = try? await sleep(feed, until: due) {
            if await isPaused(feed) {
                due = clock.now() + min(feed.interval, Self.pauseCheck)
                continue
            }
            // A push does not override a back-off.
            if wake == .pushed, cursor.failures > 0, cursor.nextDue > clock.now() {
                due = cursor.nextDue
                continue
            }
            // Nobody overrides a server's wish for silence.
            guard let held = await limiter.holdsUntil(feed), held > clock.now() else {
                return await poll(feed, cursor: cursor)
            }
            due = held
            guard wake == .asked else { continue }
            logger?.notice(
                "A poll that was asked for waits: the server wants to be left alone",
                metadata: ["feed": "\(feed.id)", "until": "\(held.rfc3339)"])
        }
        return nil
    }

    private func sleep(_ feed: Feed, until due: Instant) async throws -> Wake {
        try await withThrowingTaskGroup(of: Wake.self) { group in
            group.addTask { [self] in
                if let wakes {
                    return try await wakes.sleep(feed.id, until: due, clock: clock) ? Wake.pushed : .due
                }
                try await clock.sleep(until: due)
                return .due
            }
            group.addTask { [asked] in
                try await asked.wait(for: feed.id)
                return Wake.asked
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .due
        }
    }

    /// Polls one feed now; nil when the client was stopped or the task canceled before the response.
    public func poll(_ feed: Feed, cursor: FeedCursor) async -> FetchResult? {
        let interval = schedule.withLock { schedule in
            schedule.learn(from: cursor, of: feed)
            return schedule.interval(of: feed)
        }
        // Canceled while it waited.
        guard (try? await limiter.waitForTurn(of: feed)) != nil else { return nil }
        let answers = await network.answers
        do {
            let reply = try await client.perform(request(feed, cursor))
            await network.noteAnswer()
            let next = PollingPolicy.cursor(
                after: reply, feed: feed, interval: interval, previous: cursor, now: clock.now())
            guard next.failures == 0 else {
                await limiter.note(next, of: feed)
                return .failure(feed, next)
            }
            return .response(
                Response(
                    feed: feed, status: reply.status,
                    document: FeedDocument(
                        reply.body, url: feed.redacted(reply.url), contentType: reply.headers["content-type"],
                        receivedAt: clock.now()),
                    cursor: next, previous: cursor))
        } catch .stopped {
            return nil
        } catch {
            return .failure(feed, await self.cursor(after: error, answers, of: feed, previous: cursor))
        }
    }

    /// The cursor after a poll without a response: the feed's failure, unless no feed can be reached.
    private func cursor(
        after error: TransportError, _ answers: Int, of feed: Feed, previous: FeedCursor
    ) async -> FeedCursor {
        switch error {
        case .unreachable, .timedOut:
            if await network.isOutage(afterFailureOf: feed, answersBefore: answers) {
                return PollingPolicy.cursor(
                    afterOutage: "\(error)", feed: feed, previous: previous, now: clock.now())
            }
        default: break
        }
        return PollingPolicy.cursor(
            afterFailure: "\(error)", feed: feed, previous: previous, now: clock.now())
    }

    private func request(_ feed: Feed, _ cursor: FeedCursor) -> Request {
        Request(
            feed, url: feed.address(cursor.memory), headers: PollingPolicy.headers(for: cursor),
            userAgent: userAgent)
    }
}
