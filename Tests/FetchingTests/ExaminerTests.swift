import Domain
import Fetching
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

/// A clock that stands where it is put: nobody sleeps by it here.
private final class StandingClock: WallClock {
    private let time: Mutex<Instant>

    init(_ start: Instant) { time = Mutex(start) }

    func now() -> Instant { time.withLock { $0 } }

    func advance(to instant: Instant) { time.withLock { $0 = instant } }

    func sleep(until instant: Instant) async throws { advance(to: instant) }
}

/// A server that examines how its feeds are polled, each with a demand of its own, and gives marks.
private final class Examiner: Sendable {
    struct Visit: Sendable {
        let at: Instant
        let headers: [String: String]
    }

    /// What a feed answers at its n-th visit, and the earliest time of the next one.
    struct Demand: Sendable {
        let path: String
        let answer: @Sendable (_ visit: Int, _ headers: [String: String]) -> LoopbackResponse
        /// Seconds until the next visit may come, after the n-th; nil when it must never come.
        let pause: @Sendable (_ visit: Int) -> Int?
        /// The validators that the n-th visit must send: `if-none-match`, `if-modified-since`.
        let validators: @Sendable (_ visit: Int) -> (etag: String?, modified: String?)
    }

    private let clock: StandingClock
    private let demands: [String: Demand]
    private let visits = Mutex<[String: [Visit]]>([:])
    private let faults = Mutex<[String]>([])

    init(_ demands: [Demand], clock: StandingClock) {
        self.clock = clock
        self.demands = Dictionary(demands.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func count(_ path: String) -> Int { visits.withLock { $0[path]?.count ?? 0 } }

    /// Faults found, and the number of visits that were examined.
    var marks: (faults: [String], visits: Int) {
        (faults.withLock { $0 }, visits.withLock { $0.values.reduce(0) { $0 + $1.count } })
    }

    func respond(to request: LoopbackRequest) -> LoopbackResponse {
        let path = String(request.target.split(separator: "?")[0])
        guard let demand = demands[path] else { return LoopbackResponse(404) }
        let visit = Visit(at: clock.now(), headers: request.headers)
        let past = visits.withLock { visits -> [Visit] in
            visits[path, default: []].append(visit)
            return Array(visits[path, default: []].dropLast())
        }
        examine(visit, after: past, demand)
        return demand.answer(past.count, request.headers)
    }

    private func examine(_ visit: Visit, after past: [Visit], _ demand: Demand) {
        func fault(_ words: String) { faults.withLock { $0.append("\(demand.path): \(words)") } }
        if visit.headers["user-agent"]?.contains("examined@example.org") != true {
            fault("no contact in the User-Agent")
        }
        guard let last = past.last else { return }
        let waited = Int((visit.at - last.at).inSeconds)
        switch demand.pause(past.count - 1) {
        case nil: fault("visited again")
        case .some(let minimum) where waited < minimum: fault("visited after \(waited) s, not \(minimum)")
        default: break
        }
        let wanted = demand.validators(past.count)
        if visit.headers["if-none-match"] != wanted.etag {
            fault("If-None-Match \(visit.headers["if-none-match"] ?? "none"), not \(wanted.etag ?? "none")")
        }
        if visit.headers["if-modified-since"] != wanted.modified {
            fault("If-Modified-Since \(visit.headers["if-modified-since"] ?? "none")")
        }
    }
}

@Suite struct ExaminerTests {
    private static let start = Instant(seconds: 1_795_426_200)
    private static let body = Array("<rss><channel><item><title>x</title></item></channel></rss>".utf8)
    private static let none: @Sendable (Int) -> (etag: String?, modified: String?) = { _ in (nil, nil) }

    /// A feed that answers 200 with these headers each time.
    private static func feed(
        _ path: String, _ headers: [(name: String, value: String)], pause: Int
    ) -> Examiner.Demand {
        Examiner.Demand(
            path: path, answer: { _, _ in LoopbackResponse(200, headers: headers, body: body) },
            pause: { _ in pause }, validators: none)
    }

    private static let demands: [Examiner.Demand] = [
        feed("/plain", [], pause: 600),
        feed("/fresh", [("Cache-Control", "public, max-age=3600")], pause: 3600),
        feed("/budget", [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "2400")], pause: 2400),
        Examiner.Demand(
            // Quotes, a weak mark and a wrong date go back byte for byte; the mark of a 304 takes the place
            // of the old.
            path: "/marks",
            answer: { visit, _ in
                visit == 0
                    ? LoopbackResponse(
                        200,
                        headers: [("ETag", "W/\"a'b\""), ("Last-Modified", "Mon, 23 Nov 2026 9:30 GMT")],
                        body: body)
                    : LoopbackResponse(304, headers: [("ETag", "\"n\(visit)\"")])
            }, pause: { _ in 600 },
            validators: { visit in
                (visit == 1 ? "W/\"a'b\"" : "\"n\(visit - 1)\"", "Mon, 23 Nov 2026 9:30 GMT")
            }),
        Examiner.Demand(
            path: "/busy",
            answer: { visit, _ in
                visit == 0
                    ? LoopbackResponse(503, headers: [("Retry-After", "1800")])
                    : LoopbackResponse(200, body: body)
            }, pause: { $0 == 0 ? 1800 : 600 }, validators: none),
        Examiner.Demand(
            path: "/gone", answer: { _, _ in LoopbackResponse(410) }, pause: { _ in nil }, validators: none),
        Examiner.Demand(
            // Back-off doubles at least in the mean; what is asked here is that no pause is shorter than the
            // interval.
            path: "/broken", answer: { _, _ in LoopbackResponse(500) }, pause: { _ in 600 },
            validators: none),
    ]

    @Test func `A morning of polls with a restart has no fault`() async throws {
        let clock = StandingClock(Self.start)
        let examiner = Examiner(Self.demands, clock: clock)
        // Each feed is another owner's, so that none waits for the turns of the others.
        let servers = try Self.demands.map { _ in try LoopbackServer { examiner.respond(to: $0) } }
        let client = HTTPClient()
        defer {
            client.stop()
            for server in servers { server.stop() }
        }
        let feeds = zip(Self.demands, servers).map { demand, server in
            Feed(
                id: String(demand.path.dropFirst()), title: demand.path, url: server.url(demand.path),
                kind: .news, interval: .seconds(600))
        }
        // What a database would keep.
        let stored = Mutex(
            Dictionary(uniqueKeysWithValues: feeds.map { ($0.id, FeedCursor(nextDue: Self.start)) }))
        for until in [3600, 2 * 3600] {
            try await poll(feeds, until: Self.start + .seconds(until), stored, clock, client)
        }
        let marks = examiner.marks
        #expect(marks.faults.isEmpty, "\(marks.faults.joined(separator: "\n"))")
        #expect(marks.visits > 35, "\(marks.visits)")
        #expect(examiner.count("/plain") == 13)
        #expect(examiner.count("/fresh") == 3)
        #expect(examiner.count("/gone") == 1)
        #expect((2...8).contains(examiner.count("/broken")), "\(examiner.count("/broken"))")
    }

    /// Polls from where the feeds stand until a time, as one run of the program.
    private func poll(
        _ feeds: [Feed], until end: Instant, _ stored: borrowing Mutex<[String: FeedCursor]>,
        _ clock: StandingClock,
        _ client: HTTPClient
    ) async throws {
        let poller = Poller(
            client: client, clock: clock, userAgent: "Bellwether/1 examined@example.org", feeds: feeds)
        // One feed after the other as they fall due: the order in which the program's own tasks would wake.
        while let next = stored.withLock({
            $0.min { ($0.value.nextDue, $0.key) < ($1.value.nextDue, $1.key) }
        }),
            next.value.nextDue <= end, let feed = feeds.first(where: { $0.id == next.key })
        {
            clock.advance(to: max(next.value.nextDue, clock.now()))
            guard let result = await poller.poll(feed, cursor: next.value) else { break }
            let cursor =
                switch result {
                case .response(let response): response.cursor
                case .failure(_, let cursor): cursor
                }
            stored.withLock { $0[feed.id] = cursor }
        }
        clock.advance(to: end)
    }
}
