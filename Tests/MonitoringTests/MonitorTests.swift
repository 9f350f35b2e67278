import Catalogues
import Domain
import FoundationEssentials
import History
import Logging
import Loopback
import Monitoring
import SQLiteHistory
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Transport

/// The whole daemon but its process and its weights: real server, real client, real file.
@Suite(.serialized) struct MonitorTests {
    private static let now = Instant(seconds: 1_795_426_200)
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func rss(_ titles: [String]) -> [UInt8] {
        let items = titles.enumerated().map { index, title in
            "<item><title>\(title)</title><guid isPermaLink=\"false\">\(title)</guid><pubDate>\((now - .seconds(60 * index)).rfc3339)</pubDate></item>"
        }
        return Array("<rss version=\"2.0\"><channel><title>W</title>\(items.joined())</channel></rss>".utf8)
    }

    private func monitor(
        _ feeds: [Feed], clock: any WallClock, metricsPort: Int? = nil, alertsOnBlindSources: Bool = false,
        push: PushAddress? = nil
    ) async throws -> Monitor {
        var configuration = Configuration(
            database: "\(folder.path)/history.db", alertLog: "\(folder.path)/alerts.jsonl", catalogues: [])
        configuration.metricsPort = metricsPort
        configuration.detection.alertsOnBlindSources = alertsOnBlindSources
        configuration.push = push
        var catalogue = Catalogue()
        catalogue.feeds = feeds
        catalogue.entities = [Entity(symbol: "ACME", name: "Acme")]
        return try await Monitor(
            configuration: configuration, catalogue: catalogue,
            assessor: WordListAssessor(catalogue.entities), clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func feed(
        _ id: String, _ server: LoopbackServer, kind: Feed.Kind = .news, quotes: QuoteMapping? = nil
    ) -> Feed {
        Feed(
            id: id, title: id, url: server.url("/\(id)"), kind: kind, interval: .seconds(600), quotes: quotes)
    }

    private func history() throws -> SQLiteHistory {
        try SQLiteHistory.open("\(folder.path)/history.db", as: .daemon)
    }

    @Test func `One poll of each feed stores what is good and notes what is not`() async throws {
        let server = try LoopbackServer { request in
            switch request.target {
            case "/wire":
                LoopbackResponse(200, body: Self.rss(["Acme warns on profit", "Calm day on markets"]))
            case "/page": LoopbackResponse(200, body: Array("<!DOCTYPE html><html>".utf8))
            case "/quotes": LoopbackResponse(200, body: Array("symbol,price\nACME,10.5\n".utf8))
            default: LoopbackResponse(503)
            }
        }
        defer { server.stop() }
        let monitor = try await monitor(
            [
                feed("page", server), feed("down", server), feed("wire", server),
                feed(
                    "quotes", server, kind: .csv, quotes: QuoteMapping(symbolField: "symbol", price: "price")),
            ], clock: ManualClock(Self.now))
        let polled = Mutex<Set<String>>([])
        let round = try await monitor.runOnce { event in polled.withLock { _ = $0.insert(event.feed) } }
        #expect((round.asked, round.failed, round.items, round.alerts) == (4, 2, 2, 0))
        #expect(!round.isOutage)
        #expect(polled.withLock { $0 } == ["page", "down", "wire", "quotes"])
        let history = try history()
        #expect(try await history.counts() == (2, 1, 0))
        #expect(try await history.cursor(of: "wire")?.lastError == nil)
        let page = try #require(try await history.cursor(of: "page"))
        #expect(page.lastError == "not a feed: the server sent an HTML page")
        #expect(page.failures == 1)
        #expect(page.lastSuccess == nil)
        #expect(try await history.cursor(of: "down")?.lastError == "the server answered 503")
        #expect(
            Set(try await history.knownTitles(feed: "wire", among: ["guid:Acme warns on profit"]).keys).count
                == 1)
    }

    @Test func `A feed's state follows what its server does`() async throws {
        let answer = Mutex(LoopbackResponse(200, body: Self.rss(["One"])))
        let requests = Mutex<[String]>([])
        let server = try LoopbackServer { request in
            requests.withLock { $0.append(request.target) }
            return request.target == "/new"
                ? LoopbackResponse(200, body: Self.rss(["One"])) : answer.withLock { $0 }
        }
        defer { server.stop() }
        var state: [String] = []
        func poll(_ next: LoopbackResponse) async throws {
            answer.withLock { $0 = next }
            try await monitor([feed("f", server)], clock: ManualClock(Self.now)).runOnce()
            state.append(try await history().cursor(of: "f")?.condition?.state.rawValue ?? "new")
        }
        try await poll(LoopbackResponse(200, body: Self.rss(["One"])))
        try await poll(LoopbackResponse(200, body: Array("<html><title>Are you human?</title></html>".utf8)))
        try await poll(LoopbackResponse(200, body: Array("N/D".utf8)))
        try await poll(LoopbackResponse(403))
        try await poll(LoopbackResponse(301, headers: [("Location", "/new")]))
        try await poll(LoopbackResponse(301, headers: [("Location", "/new")]))
        #expect(state == ["ok", "walled", "malformed", "blocked", "ok", "moved"])
        requests.withLock { $0 = [] }
        try await poll(LoopbackResponse(500))
        #expect(requests.withLock { $0 } == ["/new"], "it lives there now")
        #expect(try await history().counts().items == 1)
    }

    @Test func `A source that is blind for half an hour is told once, and once that it sees again`()
        async throws
    {
        let isWalled = Mutex(true)
        let server = try LoopbackServer { _ in
            isWalled.withLock { $0 }
                ? LoopbackResponse(200, body: Array("<!DOCTYPE html><html>".utf8))
                : LoopbackResponse(200, body: Self.rss(["Calm day on markets"]))
        }
        defer { server.stop() }
        func notices(after minutes: Int) async throws -> [String] {
            let monitor = try await monitor(
                [feed("wire", server)], clock: ManualClock(Self.now + .seconds(60 * minutes)),
                alertsOnBlindSources: true)
            try await monitor.runOnce()
            return try await history().notices(after: 0, limit: 10, at: SystemClock().now()).map(\.body)
        }
        #expect(try await notices(after: 0).isEmpty)
        #expect(try await notices(after: 20).isEmpty, "too early to tell")
        let fired = try await notices(after: 40)
        #expect(fired.count == 1)
        #expect(fired.first?.contains("\"stream\":\"source:wire\"") == true)
        #expect(fired.first?.contains("wire has been walled since 2026-11-23T") == true, "\(fired)")
        #expect(try await history().blindFeeds(among: ["wire"]).map(\.id) == ["wire"])
        #expect(try await history().blindFeeds(among: []).isEmpty)
        #expect(try await notices(after: 60).count == 1)
        isWalled.withLock { $0 = false }
        #expect(try await notices(after: 80).count == 2)
        #expect(try await notices(after: 100).last?.contains("\"state\":\"resolved\"") == true)
        #expect(try await notices(after: 120).count == 2)
    }

    @Test func `Pages are asked for at once, as far as they bring something`() async throws {
        let asked = Mutex<[String]>([])
        let server = try LoopbackServer { request in
            asked.withLock { $0.append(request.target) }
            let page = request.target.split(separator: "=").last.flatMap { Int($0) } ?? 0
            // The fourth page repeats the third.
            let rows = (0..<2).map { "{\"t\":\"Story \(min(page, 2)) of \($0)\"}" }
            return LoopbackResponse(
                200, headers: [("ETag", "\"\(page)\"")],
                body: Array("{\"rows\":[\(rows.joined(separator: ","))],\"next\":\(page + 1)}".utf8))
        }
        defer { server.stop() }
        var feed = feed("wire", server)
        var mapping = EntryMapping(title: "t")
        mapping.rows = "rows"
        feed.entries = mapping
        feed.pages = PageMapping(next: "next", parameter: "page", maximumPages: 10)
        for second in 0..<5 {
            let monitor = try await monitor([feed], clock: ManualClock(Self.now + .seconds(second)))
            try await monitor.runOnce()
        }
        #expect(
            asked.withLock { Array($0.prefix(5)) }
                == ["/wire", "/wire?page=1", "/wire?page=2", "/wire?page=3", "/wire"])
        #expect(try await history().counts().items == 6)
        let cursor = try #require(try await history().cursor(of: "wire"))
        #expect(cursor.nextDue > Self.now + .seconds(300), "the last poll brought nothing: no further page")
    }

    @Test func `A hub verifies a subscription, and its push lets the feed be polled at once`() async throws {
        let polls = Mutex(0)
        let subscribed = Mutex<[String: String]>([:])
        let (asked, askedOnce) = AsyncStream.makeStream(of: Void.self)
        let address = Mutex("")
        let server = try LoopbackServer { request in
            if request.target == "/hub" {
                let form = String(decoding: request.body, as: UTF8.self).split(separator: "&").map {
                    $0.split(separator: "=").map(String.init)
                }
                subscribed.withLock { for pair in form where pair.count == 2 { $0[pair[0]] = pair[1] } }
                askedOnce.yield()
                return LoopbackResponse(202)
            }
            let count = polls.withLock { count in
                count += 1
                return count
            }
            let base = address.withLock { $0 }
            let links =
                "<link xmlns=\"http://www.w3.org/2005/Atom\" rel=\"hub\" href=\"\(base)/hub\"/><link xmlns=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"\(base)/wire\"/>"
            return LoopbackResponse(
                200,
                body: Array(
                    "<rss version=\"2.0\"><channel><title>W</title>\(links)<item><title>Story \(count)</title></item></channel></rss>"
                        .utf8))
        }
        defer { server.stop() }
        address.withLock { $0 = "http://127.0.0.1:\(server.port)" }
        // A port that is free now.
        let probe = try LoopbackServer { _ in LoopbackResponse(200) }
        let port = probe.port
        probe.stop()
        let clock = ManualClock(Self.now)
        let monitor = try await monitor(
            [feed("wire", server)], clock: clock,
            push: PushAddress(callback: "http://127.0.0.1:\(port)/bw", port: port))
        let (events, happened) = AsyncStream.makeStream(of: Int.self)
        let group = try await monitor.group(watch: { happened.yield($0.outcome.items.count) })
        async let running: Void = group.run()
        var results = events.makeAsyncIterator()
        await clock.advance(to: Self.now + .seconds(60))
        #expect(await results.next() == 1)
        var asks = asked.makeAsyncIterator()
        await asks.next()
        let form = subscribed.withLock { $0 }
        #expect(form["hub.mode"] == "subscribe")
        let callback = try #require(
            form["hub.callback"]?.replacing("%3A", with: ":").replacing("%2F", with: "/"))
        #expect(callback.hasPrefix("http://127.0.0.1:\(port)/bw/"))
        let topic = "http%3A%2F%2F127.0.0.1%3A\(server.port)%2Fwire"
        let client = HTTPClient()
        defer { client.stop() }
        func ask(_ query: String, post: Bool = false, at url: String? = nil) async throws -> Reply {
            var request = Request(url: (url ?? callback) + query, userAgent: "hub", addresses: .any)
            request.body = post ? [1] : nil
            return try await client.perform(request)
        }
        let verified = try await ask(
            "?hub.mode=subscribe&hub.topic=\(topic)&hub.challenge=x7&hub.lease_seconds=900")
        #expect(verified.status == 200 && verified.body == Array("x7".utf8))
        #expect(try await ask("?hub.mode=subscribe&hub.topic=other&hub.challenge=x7").status == 404)
        #expect(try await ask("?hub.mode=unsubscribe&hub.topic=\(topic)&hub.challenge=x").status == 404)
        let stranger = "http://127.0.0.1:\(port)/bw/guessed"
        #expect(try await ask("", post: true, at: stranger).status == 404)
        // The interval is ten minutes; the push does not wait for it, and a second one right after it says
        // nothing.
        #expect(try await ask("", post: true).status == 202)
        #expect(await results.next() == 1)
        #expect(try await ask("", post: true).status == 202)
        #expect(polls.withLock { $0 } == 2)
        await group.triggerGracefulShutdown()
        try await running
    }

    @Test func `A paused feed is not polled, and is not blind`() async throws {
        let polls = Mutex(0)
        let server = try LoopbackServer { _ in
            polls.withLock { $0 += 1 }
            return LoopbackResponse(200, body: Self.rss(["Calm day on markets"]))
        }
        defer { server.stop() }
        func run(_ minute: Int) async throws {
            let clock = ManualClock(Self.now + .seconds(60 * minute))
            try await monitor([feed("wire", server)], clock: clock).runOnce()
        }
        try await run(0)
        #expect(try await history().pause("wire", since: Self.now))
        #expect(try await !history().pause("other", since: Self.now))
        try await run(20)
        #expect(polls.withLock { $0 } == 1)
        #expect(try await history().feedHealth(at: Self.now).map(\.condition.name) == ["paused"])
        #expect(try await history().pause("wire", since: nil))
        try await run(40)
        #expect(polls.withLock { $0 } == 2)
        #expect(try await history().feedHealth(at: Self.now).map(\.condition.name) == ["ok"])
    }

    @Test func `Polling again stores what is fresh, once`() async throws {
        let titles = Mutex(["One", "Two"])
        let conditional = Mutex(0)
        let server = try LoopbackServer { request in
            let body = Self.rss(titles.withLock { $0 })
            let etag = "\"\(body.count)\""
            if request.headers["if-none-match"] == etag {
                conditional.withLock { $0 += 1 }
                return LoopbackResponse(304)
            }
            return LoopbackResponse(200, headers: [("ETag", etag)], body: body)
        }
        defer { server.stop() }
        for round in 0..<3 {
            if round == 2 { titles.withLock { $0.append("Three") } }
            let monitor = try await monitor(
                [feed("wire", server)], clock: ManualClock(Self.now + .seconds(round)))
            try await monitor.runOnce()
        }
        #expect(conditional.withLock { $0 } == 1)
        #expect(try await history().counts().items == 3)
    }

    @Test func `A feed that breaks keeps its validators and its last success`() async throws {
        let isBroken = Mutex(false)
        let server = try LoopbackServer { _ in
            isBroken.withLock { $0 }
                ? LoopbackResponse(200, headers: [("ETag", "\"bad\"")], body: Array("<html>".utf8))
                : LoopbackResponse(200, headers: [("ETag", "\"good\"")], body: Self.rss(["One"]))
        }
        defer { server.stop() }
        try await monitor([feed("wire", server)], clock: ManualClock(Self.now)).runOnce()
        isBroken.withLock { $0 = true }
        try await monitor([feed("wire", server)], clock: ManualClock(Self.now + .seconds(600))).runOnce()
        let cursor = try #require(try await history().cursor(of: "wire"))
        #expect(cursor.etag == "\"good\"")
        #expect(cursor.lastSuccess == Self.now)
        #expect(cursor.failures == 1)
        #expect(cursor.lastError == "not a feed: the server sent an HTML page")
    }

    @Test func `Running, it polls on schedule and stops when it is told to`() async throws {
        let server = try LoopbackServer { _ in LoopbackResponse(200, body: Self.rss(["One"])) }
        defer { server.stop() }
        let clock = ManualClock(Self.now)
        let monitor = try await monitor([feed("wire", server)], clock: clock)
        let (events, seen) = AsyncStream.makeStream(of: Int.self)
        let group = try await monitor.group(watch: { event in seen.yield(event.outcome.items.count) })
        async let running: Void = group.run()
        var counts = events.makeAsyncIterator()
        await clock.advance(to: Self.now + .seconds(30))
        #expect(await counts.next() == 1)
        await clock.advance(to: Self.now + .seconds(700))
        #expect(await counts.next() == 0)
        await group.triggerGracefulShutdown()
        try await running
        #expect(try await history().integrityProblems().isEmpty)
    }

    @Test func `A detector state that cannot be read is told with the way out`() async throws {
        try await monitor([], clock: ManualClock(Self.now)).runOnce()
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.states = [DetectorState(name: "entity:ACME", json: "{\"nonsense\":1}")]
        try await history().commit(commit)
        do {
            try await monitor([], clock: ManualClock(Self.now)).runOnce()
            Issue.record("accepted")
        } catch let error as CorruptState {
            #expect(
                "\(error)".contains(
                    "unreadable detector state for entity:ACME; delete its row in detector_state"))
        }
    }

    @Test func `Metrics and health are served on loopback while the daemon runs`() async throws {
        let server = try LoopbackServer { _ in
            LoopbackResponse(200, body: Self.rss(["Acme warns on profit", "Calm day on markets"]))
        }
        let free = try LoopbackServer { _ in LoopbackResponse(200) }
        free.stop()
        let client = HTTPClient()
        defer {
            server.stop()
            client.stop()
        }
        let monitor = try await monitor([feed("wire", server)], clock: SystemClock(), metricsPort: free.port)
        let (events, polled) = AsyncStream.makeStream(of: Void.self)
        let group = try await monitor.group(watch: { _ in polled.yield() })
        async let running: Void = group.run()
        for await _ in events { break }
        func get(_ path: String) async throws -> Reply {
            try await client.perform(
                Request(url: "http://127.0.0.1:\(free.port)\(path)", userAgent: "x"))
        }
        let metrics = try await get("/metrics")
        #expect(metrics.status == 200)
        let lines = Set(String(decoding: metrics.body, as: UTF8.self).split(separator: "\n"))
        for line in [
            "# TYPE bellwether_responses_total counter", "bellwether_responses_total{result=\"stored\"} 1.0",
            "bellwether_responses_total{result=\"failed\"} 0.0", "bellwether_commit_seconds_count 1",
            "# TYPE bellwether_commit_seconds histogram", "bellwether_feeds{state=\"new\"} 1.0",
            "# TYPE bellwether_responses_waiting gauge",
            "bellwether_build_info{version=\"\(Monitor.version)\",model=\"test\"} 1",
        ] {
            #expect(lines.contains(Substring(line)), "\(line)")
        }
        let items = lines.filter { $0.hasPrefix("bellwether_items_total") }.compactMap {
            $0.split(separator: " ").last
        }
        #expect(items.compactMap { Double($0) }.reduce(0, +) == 2)
        // Every series is of a name with a type, and no series stands twice.
        #expect(lines.count == String(decoding: metrics.body, as: UTF8.self).split(separator: "\n").count)
        #expect(try await get("/healthz").status == 200)
        #expect(try await get("/readyz").status == 200)
        #expect(try await get("/").status == 404)
        await group.triggerGracefulShutdown()
        try await running
        await #expect(throws: TransportError.self) { try await get("/healthz") }
    }

    @Test func `A clock that steps back or far ahead loses and doubles nothing`() async throws {
        let titles = Mutex(["One"])
        let server = try LoopbackServer { _ in LoopbackResponse(200, body: Self.rss(titles.withLock { $0 })) }
        defer { server.stop() }
        for (step, title) in [
            (0, "Two"), (-7200, "Three"), (86400 * 40, "Four"), (-86400 * 400, "Five"), (600, "Six"),
        ] {
            titles.withLock { $0.append(title) }
            let clock = ManualClock(Self.now + .seconds(step))
            try await monitor([feed("wire", server)], clock: clock).runOnce()
        }
        #expect(try await history().counts().items == 6)
        #expect(try await history().cursor(of: "wire")?.condition?.state == .ok)
    }
}
