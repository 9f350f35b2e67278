import Domain
import Logging
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Fetching

/// Own network down or feed down: what becomes of the cursors.
@Suite struct OutageTests {
    private let start = Instant(seconds: 1_795_426_200)

    private func feed(_ id: String, _ server: LoopbackServer) -> Feed {
        Feed(id: id, title: id, url: server.url("/\(id)"), kind: .news, interval: .seconds(600))
    }

    private struct Line: Sendable, Equatable {
        let message: String
        let level: Logger.Level
    }

    /// Keeps what is logged.
    private struct Lines: LogHandler {
        let lines: @Sendable (Line) -> Void
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { lines(Line(message: "\(event.message)", level: event.level)) }
    }

    private func cursor(_ result: FetchResult?) throws -> FeedCursor {
        switch try #require(result) {
        case .response(let response): response.cursor
        case .failure(_, let cursor): cursor
        }
    }

    @Test func `When all feeds fail at once nothing is held against them`() async throws {
        let servers = try (0..<3).map { _ in try LoopbackServer { _ in LoopbackResponse(200, body: [1]) } }
        let feeds = servers.enumerated().map { feed("f\($0)", $1) }
        for server in servers { server.stop() }
        let logged = Mutex<[Line]>([])
        let client = HTTPClient()
        defer { client.stop() }
        let clock = ManualClock(start)
        let poller = Poller(
            client: client, clock: clock, userAgent: "x", feeds: feeds,
            logger: Logger(label: "test") { _ in Lines { line in logged.withLock { $0.append(line) } } })
        let known = FeedCursor(
            etag: "\"1\"", nextDue: start, lastSuccess: start,
            condition: FeedCondition(.ok, since: start))
        var cursors = feeds.map { _ in known }
        for _ in 0..<4 {
            for (index, feed) in feeds.enumerated() {
                cursors[index] = try cursor(await poller.poll(feed, cursor: cursors[index]))
            }
        }
        for cursor in cursors {
            #expect(cursor.failures == 0)
            #expect(cursor.condition == known.condition)
            #expect(cursor.etag == "\"1\"")
            #expect(cursor.lastError?.hasPrefix("no feed can be reached") == true)
            #expect(cursor.nextDue > start && cursor.nextDue <= start + .seconds(600))
        }
        let server = try LoopbackServer(port: servers[0].port) { _ in LoopbackResponse(200, body: [1]) }
        defer { server.stop() }
        #expect(try cursor(await poller.poll(feeds[0], cursor: cursors[0])).lastError == nil)
        #expect(
            logged.withLock { $0 } == [
                Line(message: "No feed can be reached; waiting for the network", level: .warning),
                Line(
                    message: "The network is back; all feeds are polled within their intervals",
                    level: .notice),
            ])
        let down = try cursor(await poller.poll(feeds[1], cursor: cursors[1]))
        #expect(down.failures == 1, "another feed answers, so this one is down")
        #expect(down.condition?.state == .failing)
    }

    @Test func `A feed that is down while others answer backs off`() async throws {
        let asked = Mutex<[String]>([])
        let server = try LoopbackServer { request in
            asked.withLock { $0.append("\(request.method) \(request.target)") }
            return LoopbackResponse(404)
        }
        let dead = try LoopbackServer { _ in LoopbackResponse(200) }
        dead.stop()
        defer { server.stop() }
        let client = HTTPClient()
        defer { client.stop() }
        let feeds = [feed("dead", dead), feed("well", server)]
        let poller = Poller(client: client, clock: ManualClock(start), userAgent: "x", feeds: feeds)
        let failed = try cursor(await poller.poll(feeds[0], cursor: FeedCursor(nextDue: start)))
        #expect(failed.failures == 1)
        #expect(asked.withLock { $0 } == ["HEAD /"], "the root is asked, with no keys")
    }

    @Test func `With one feed only there is nothing to compare it with`() async throws {
        let dead = try LoopbackServer { _ in LoopbackResponse(200) }
        dead.stop()
        let client = HTTPClient()
        defer { client.stop() }
        let poller = Poller(
            client: client, clock: ManualClock(start), userAgent: "x", feeds: [feed("dead", dead)])
        let failed = try cursor(await poller.poll(feed("dead", dead), cursor: FeedCursor(nextDue: start)))
        #expect(failed.failures == 1)
    }
}
