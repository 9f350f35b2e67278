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
        let poller = Poller(client: client, clock: clock, userAgent: "x")
        guard
            case .response(let first)? = await poller.poll(
                feed(server.url("/")), cursor: FeedCursor(nextDue: clock.now()))
        else {
            Issue.record("no response")
            return
        }
        #expect(first.isFirst)
        #expect(first.body == [1, 2])
        #expect(first.contentType == "text/xml")
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
        let poller = Poller(client: client, clock: ManualClock(Instant(seconds: 1000)), userAgent: "x")
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

    @Test func `Feeds are polled when they are due, one after the other's delivery`() async throws {
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
        let poller = Poller(client: client, clock: clock, userAgent: "x")
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
}
