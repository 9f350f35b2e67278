public import Domain
public import Transport

/// Polls feeds when they are due.
public struct Poller: Sendable {
    /// Feeds that were never polled start within this time, so that a fresh start is no burst.
    private static let startSpread: Duration = .seconds(30)

    /// Somebody who lets a paused feed go on waits for this time at most.
    private static let pauseChecked: Duration = .seconds(60)

    private let client: HTTPClient
    private let clock: any WallClock
    private let userAgent: String
    private let turnstile: Turnstile
    private let wakes: PushWakes?

    /// - Parameters:
    ///   - userAgent: Sent unless the feed has one of its own.
    ///   - feeds: All that will be polled, whose servers are shared.
    ///   - budgets: How often owners may be asked.
    ///   - wakes: Who lets feeds be polled before they are due; nil for nobody.
    public init(
        client: HTTPClient, clock: any WallClock, userAgent: String, feeds: [Feed],
        budgets: [RequestBudget] = [], wakes: PushWakes? = nil
    ) {
        self.wakes = wakes
        self.client = client
        self.clock = clock
        self.userAgent = userAgent
        turnstile = Turnstile(feeds, budgets: budgets)
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
    ///   - isPaused: Whether a feed that is due is not to be polled; asked again after its interval.
    ///   - deliver: Called with each result; returns where the polling stands once that is stored.
    public func run(
        _ feeds: [Feed], cursor: @escaping @Sendable (Feed) async -> FeedCursor,
        isPaused: @escaping @Sendable (Feed) async -> Bool = { _ in false },
        deliver: @escaping @Sendable (FetchResult) async -> FeedCursor
    ) async {
        var cursors: [FeedCursor] = []
        for feed in feeds {
            let stored = await cursor(feed)
            // A server that asked for silence before the last stop is left alone by all its feeds.
            await turnstile.note(stored, of: feed)
            cursors.append(stored)
        }
        await withDiscardingTaskGroup { [cursors] group in
            for (feed, stored) in zip(feeds, cursors) {
                group.addTask {
                    var current = stored
                    while let result = await next(feed, current, isPaused) { current = await deliver(result) }
                }
            }
        }
    }

    /// Polls a feed when it is due, and its server may be asked; nil when the end came first.
    private func next(
        _ feed: Feed, _ cursor: FeedCursor, _ isPaused: @Sendable (Feed) async -> Bool
    ) async -> FetchResult? {
        var due = cursor.nextDue
        while let isWoken = try? await sleep(feed, until: due) {
            if await isPaused(feed) {
                due = clock.now() + min(feed.interval, Self.pauseChecked)
                continue
            }
            // A push does not outweigh a server's wish for silence.
            if isWoken, cursor.failures > 0, cursor.nextDue > clock.now() {
                due = cursor.nextDue
                continue
            }
            guard let held = await turnstile.held(feed), held > clock.now() else {
                return await poll(feed, cursor: cursor)
            }
            due = held
        }
        return nil
    }

    private func sleep(_ feed: Feed, until due: Instant) async throws -> Bool {
        if let wakes { return try await wakes.sleep(feed.id, until: due, clock: clock) }
        try await clock.sleep(until: due)
        return false
    }

    /// Polls one feed now; nil when the client was stopped or the task cancelled before the answer.
    public func poll(_ feed: Feed, cursor: FeedCursor) async -> FetchResult? {
        let interval = await turnstile.interval(feed, cursor)
        guard (try? await turnstile.pass(feed)) != nil else { return nil }
        do {
            let reply = try await client.perform(request(feed, cursor))
            let next = Politeness.cursor(
                after: reply, feed: feed, interval: interval, previous: cursor, now: clock.now())
            guard next.failures == 0 else {
                await turnstile.note(next, of: feed)
                return .failure(feed, next)
            }
            return .response(
                Response(
                    feed: feed, status: reply.status, url: feed.redacted(reply.url),
                    contentType: reply.headers["content-type"], body: reply.body, receivedAt: clock.now(),
                    cursor: next, previous: cursor))
        } catch .stopped {
            return nil
        } catch {
            return .failure(
                feed,
                Politeness.cursor(afterFailure: "\(error)", feed: feed, previous: cursor, now: clock.now()))
        }
    }

    private func request(_ feed: Feed, _ cursor: FeedCursor) -> Request {
        Request(
            feed, url: address(of: feed, cursor.memory), headers: Politeness.headers(for: cursor),
            userAgent: userAgent)
    }
}

/// Where the feed lives now, or the page of it that is next; a page's address must be of the same server.
func address(of feed: Feed, _ memory: FeedMemory) -> String? {
    guard let pages = feed.pages, let page = memory.page else { return memory.address }
    let base = memory.address ?? feed.url
    guard let parameter = pages.parameter else {
        guard let next = URLParts(page), next.isSameServer(as: URLParts(feed.filled(base))) else {
            return memory.address
        }
        return page
    }
    return "\(base)\(base.contains("?") ? "&" : "?")\(parameter)=\(percentEncoded(page))"
}

extension Request {
    /// The request for a feed, with its keys in their places.
    ///
    /// - Parameters:
    ///   - url: Where it lives, if not where the catalogue says.
    ///   - userAgent: Sent unless the feed has one of its own.
    public init(
        _ feed: Feed, url: String? = nil, headers: [(name: String, value: String)] = [], userAgent: String
    ) {
        self.init(
            url: feed.filled(url ?? feed.url), headers: headers, userAgent: feed.userAgent ?? userAgent,
            addresses: feed.allowsPrivate ? .any : .asNamed(in: feed.url))
        certificateAuthority = feed.certificateAuthority
        credentials = feed.headers.sorted { $0.key < $1.key }.map { ($0.key, feed.filled($0.value)) }
    }
}
