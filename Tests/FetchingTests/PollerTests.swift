import Domain
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Fetching

@Suite struct PollerTests {
    private func feed(_ url: String) -> Feed {
        Feed(id: "f", title: "F", url: url, kind: .news, interval: .seconds(600))
    }

    @Test func `The first poll is unconditional, the next sends what came`() async throws {
        let server = try LoopbackServer { request in
            if request.headers["if-none-match"] == "\"v1\"" && request.headers["if-modified-since"] == "then"
            {
                return LoopbackResponse(304)
            }
            return LoopbackResponse(
                200, headers: [("ETag", "\"v1\""), ("Last-Modified", "then"), ("Content-Type", "text/xml")],
                body: [1, 2])
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        let clock = ManualClock(Instant(seconds: 1000))
        let poller = Poller(client: client, clock: clock, userAgent: "x", feeds: [])
        guard
            case .response(let first)? = await poller.poll(
                feed(server.url("/")), cursor: FeedCursor(nextDue: clock.now()))
        else {
            Issue.record("no response")
            return
        }
        #expect(first.isFirst)
        #expect(first.document.body == [1, 2])
        #expect(first.document.contentType == "text/xml")
        #expect(first.receivedAt == Instant(seconds: 1000))
        guard case .response(let second)? = await poller.poll(feed(server.url("/")), cursor: first.cursor)
        else {
            Issue.record("no response")
            return
        }
        #expect(second.status == 304)
        #expect(!second.isFirst)
        #expect(second.cursor.etag == "\"v1\"")
    }

    @Test func `A server that is down is a failure with a reason, not an error`() async throws {
        let server = try LoopbackServer { _ in LoopbackResponse(200) }
        let url = server.url("/")
        server.stop()
        let client = HTTPClient()
        defer { client.stop() }
        let poller = Poller(
            client: client, clock: ManualClock(Instant(seconds: 1000)), userAgent: "x", feeds: [])
        guard
            case .failure(_, let cursor)? = await poller.poll(
                feed(url), cursor: FeedCursor(nextDue: Instant(seconds: 0)))
        else {
            Issue.record("no failure")
            return
        }
        #expect(cursor.failures == 1)
        #expect(cursor.lastError?.isEmpty == false)
    }

    @Test func `A feed is polled when it is due, after its last result was delivered`() async throws {
        let polls = Mutex(0)
        let server = try LoopbackServer { _ in
            polls.withLock { $0 += 1 }
            return LoopbackResponse(200, body: [1])
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        let clock = ManualClock(Instant(seconds: 1000))
        let poller = Poller(client: client, clock: clock, userAgent: "x", feeds: [])
        let (deliveries, arrived) = AsyncStream.makeStream(of: Instant.self)
        let feed = feed(server.url("/"))
        let work = Task {
            await poller.run([feed], cursor: { _ in FeedCursor(nextDue: Instant(seconds: 1060)) }) { result in
                guard case .response(let response) = result else { return FeedCursor(nextDue: clock.now()) }
                arrived.yield(response.receivedAt)
                return response.cursor
            }
        }
        var times = deliveries.makeAsyncIterator()
        await clock.advance(to: Instant(seconds: 1060))
        #expect(await times.next() == Instant(seconds: 1060))
        await clock.advance(to: Instant(seconds: 1660))
        #expect(await times.next() == Instant(seconds: 1660))
        work.cancel()
        await work.value
        #expect(polls.withLock { $0 } == 2)
    }

    /// Feeds of news at paths of a server.
    private func feeds(_ paths: [String], of server: LoopbackServer, every interval: Duration) -> [Feed] {
        paths.map {
            Feed(
                id: String($0.dropFirst()), title: "F", url: server.url($0), kind: .news, interval: interval)
        }
    }

    @Test func `The feeds of one owner share its budget`() async throws {
        let polls = Mutex<[ContinuousClock.Instant]>([])
        let server = try LoopbackServer { _ in
            polls.withLock { $0.append(.now) }
            return LoopbackResponse(200, body: Array("x".utf8))
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        let feeds = feeds(["/a", "/b", "/c"], of: server, every: .seconds(60))
        // Three feeds a minute want three requests in a minute, and may make one and a half.
        let budget = RequestBudget(
            domain: "127.0.0.1:\(server.port)", requests: 2, period: .milliseconds(1500))
        let slow = RequestBudget(domain: budget.domain, requests: 3, period: .seconds(120))
        let clock = ManualClock(Instant(seconds: 1000))
        let poller = Poller(client: client, clock: clock, userAgent: "x", feeds: feeds, budgets: [budget])
        let start = ContinuousClock.now
        for feed in feeds { _ = await poller.poll(feed, cursor: FeedCursor(nextDue: clock.now())) }
        let times = polls.withLock { $0 }
        #expect(times.count == 3)
        #expect(times[2] - start >= budget.period, "the third waits until the first is so long ago")

        let frugal = Poller(client: client, clock: clock, userAgent: "x", feeds: feeds, budgets: [slow])
        let result = await frugal.poll(feeds[0], cursor: FeedCursor(nextDue: clock.now()))
        guard case .response(let response) = result else {
            Issue.record("no response")
            return
        }
        // Jitter aside, every two minutes.
        #expect(response.cursor.nextDue - clock.now() > .seconds(100))
    }

    @Test func `Silence that was asked of a feed before a restart is kept by its neighbors`() async throws {
        let polls = Mutex<[String]>([])
        let server = try LoopbackServer { request in
            polls.withLock { $0.append(request.target) }
            return LoopbackResponse(200, body: Array("x".utf8))
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        let feeds = feeds(["/a", "/b"], of: server, every: .seconds(600))
        let clock = ManualClock(Instant(seconds: 1000))
        let held = clock.now() + .seconds(3600)
        var limited = FeedCursor(nextDue: held)
        limited.failures = 1
        limited.condition = FeedCondition(.rateLimited, since: clock.now())
        let poller = Poller(client: client, clock: clock, userAgent: "x", feeds: feeds)
        let work = Task { [limited] in
            await poller.run(
                feeds, cursor: { $0.id == "a" ? limited : FeedCursor(nextDue: Instant(seconds: 1000)) }
            ) { _ in FeedCursor(nextDue: Instant(seconds: 1 << 40)) }
        }
        try await Task.sleep(for: .milliseconds(300))
        #expect(polls.withLock { $0 } == [], "the neighbor is due, and waits")
        await clock.advance(to: held + .seconds(1))
        for _ in 0..<500 where polls.withLock({ $0.count }) < 2 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(polls.withLock { Set($0) } == ["/a", "/b"])
        work.cancel()
        await work.value
    }

    @Test func `Feeds of one server take turns, and silence asked of one is kept by all`()
        async throws
    {
        let polls = Mutex<[(String, ContinuousClock.Instant)]>([])
        let server = try LoopbackServer { request in
            polls.withLock { $0.append((request.target, .now)) }
            return LoopbackResponse(429, headers: [("Retry-After", "3600")])
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        let feeds = feeds(["/a", "/b", "/c"], of: server, every: .seconds(600))
        let clock = ManualClock(Instant(seconds: 1000))
        let poller = Poller(client: client, clock: clock, userAgent: "x", feeds: feeds)
        let start = ContinuousClock.now
        for feed in feeds.prefix(2) { _ = await poller.poll(feed, cursor: FeedCursor(nextDue: clock.now())) }
        let second = polls.withLock { $0[1].1 }
        #expect(second - start >= HostLimiter.spacing)
        // The third is due, but its server is not to be asked for an hour.
        let work = Task {
            await poller.run([feeds[2]], cursor: { _ in FeedCursor(nextDue: Instant(seconds: 1000)) }) {
                result in
                if case .failure(_, let cursor) = result {
                    cursor
                } else {
                    FeedCursor(nextDue: Instant(seconds: 1 << 40))
                }
            }
        }
        try await Task.sleep(for: .milliseconds(300))
        #expect(polls.withLock { $0.count } == 2)
        await clock.advance(to: clock.now() + .seconds(3601))
        while polls.withLock({ $0.count }) < 3 { try await Task.sleep(for: .milliseconds(5)) }
        work.cancel()
        await work.value
        #expect(polls.withLock { $0.map(\.0) } == ["/a", "/b", "/c"])
    }
}
