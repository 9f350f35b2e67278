import Domain
import Testing
import Transport

@testable import Fetching

@Suite struct PollingPolicyTests {
    private static let now = Instant(seconds: 1_795_426_200)
    private let feed = Feed(
        id: "f", title: "F", url: "https://f.example/", kind: .news, interval: .seconds(600))
    private let previous = FeedCursor(etag: "\"1\"", lastModified: "then", nextDue: now, lastSuccess: now)

    private func after(_ status: Int, _ headers: [String: String] = [:]) -> FeedCursor {
        PollingPolicy.cursor(
            after: Reply(status: status, url: feed.url, headers: headers, body: []), feed: feed,
            previous: previous,
            now: Self.now)
    }

    @Test func `A success takes the new validators and is due after the interval`() {
        #expect(
            after(200, ["etag": "W/\"2\""])
                == FeedCursor(etag: "W/\"2\"", nextDue: Self.now + .seconds(600), lastSuccess: Self.now))
    }

    @Test func `A 304 keeps the validators that it does not replace`() {
        let cursor = after(304, ["etag": "\"3\""])
        #expect(cursor.etag == "\"3\"")
        #expect(cursor.lastModified == "then")
        #expect(cursor.failures == 0)
    }

    @Test func `Failures double the wait up to a day, each with its own delay`() {
        var cursor = previous
        var waits: [Double] = []
        for _ in 0..<12 {
            cursor = PollingPolicy.cursor(afterFailure: "down", feed: feed, previous: cursor, now: Self.now)
            waits.append((cursor.nextDue - Self.now).inSeconds)
        }
        for (index, wait) in waits.enumerated() {
            let base = min(600 * Double(1 << index), 86400)
            #expect(wait >= base && wait <= base * 1.1)
        }
        #expect(cursor.failures == 12)
        #expect(cursor.lastError == "down")
        #expect(cursor.etag == "\"1\"", "what the validators stand for is stored")
        #expect(cursor.lastSuccess == Self.now)
    }

    @Test(arguments: [
        (429, "1200", 1200.0), (503, "Mon, 23 Nov 2026 10:30:00 GMT", 3600), (503, "1", 600),
        (500, "999999999", 604_800),
    ])
    func `Retry-After is honored in both forms, within bounds`(status: Int, value: String, seconds: Double) {
        let cursor = after(status, ["retry-after": value])
        #expect(cursor.nextDue - Self.now == .seconds(seconds))
        #expect(cursor.lastError == "the server answered \(status)")
    }

    @Test(arguments: [
        (401, FeedState.unauthorized), (403, .blocked), (410, .gone), (429, .rateLimited), (451, .blocked),
        (500, .failing), (503, .failing),
    ])
    func `A status decides the state, which keeps the time at which it began`(status: Int, state: FeedState) {
        let first = after(status)
        #expect(
            first.condition
                == FeedCondition(state, since: Self.now, evidence: "the server answered \(status)"))
        let second = PollingPolicy.cursor(
            after: Reply(status: status, url: feed.url, headers: [:], body: []), feed: feed, previous: first,
            now: Self.now + .seconds(600))
        #expect(second.condition?.since == Self.now)
    }

    @Test func `A feed that is gone is not asked again`() {
        #expect(after(410).nextDue - Self.now > .seconds(50 * 365 * 86400))
    }

    @Test(
        arguments: [
            (["cache-control": "public, max-age=3600"], 3600),
            (["cache-control": "max-age=3600", "age": "600"], 3000),
            (["cache-control": "s-maxage=3600"], 600), (["cache-control": "no-store"], 600),
            (["cache-control": "max-age=\"7200\""], 7200), (["cache-control": "max-age=60"], 600),
            (["cache-control": "max-age=99999999999"], 86400), (["expires": "0"], 600),
            (["expires": "Mon, 23 Nov 2026 11:30:00 GMT", "date": "Mon, 23 Nov 2026 09:30:00 GMT"], 7200),
            (["cache-control": "max-age=1200", "expires": "Mon, 23 Nov 2026 11:30:00 GMT"], 1200),
            (["x-ratelimit-remaining": "0", "x-ratelimit-reset": "900"], 900),
            (["x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795427400"], 1200),
            (["ratelimit-remaining": "3", "ratelimit-reset": "900"], 600),
        ] as [([String: String], Double)])
    func `A response is not asked for again while it is fresh`(headers: [String: String], seconds: Double) {
        #expect(after(200, headers).nextDue - Self.now == .seconds(seconds))
    }

    @Test func `A permanent move is believed when it is seen twice, a temporary move never`() {
        func polled(_ redirects: [Int], to url: String, after previous: FeedCursor) -> FeedCursor {
            PollingPolicy.cursor(
                after: Reply(status: 200, url: url, headers: [:], body: [], redirects: redirects), feed: feed,
                previous: previous, now: Self.now)
        }
        let once = polled([301], to: "https://n.example/", after: previous)
        #expect(once.memory.address == nil)
        #expect(
            polled([308, 301], to: "https://n.example/", after: once).memory.address == "https://n.example/")
        #expect(polled([302], to: "https://n.example/", after: once).memory.candidate == nil)
        #expect(polled([301, 302], to: "https://n.example/", after: once).memory.address == nil)
        #expect(polled([301], to: "https://o.example/", after: once).memory.address == nil)
    }

    @Test func `A new address that fails is given up for the old one`() {
        var cursor = previous
        cursor.memory.address = "https://n.example/"
        for failures in 1...PollingPolicy.failuresBeforeReturn {
            cursor = PollingPolicy.cursor(afterFailure: "down", feed: feed, previous: cursor, now: Self.now)
            #expect((cursor.memory.address == nil) == (failures == PollingPolicy.failuresBeforeReturn))
        }
    }

    @Test func `What the feed asks for moves the next poll`() {
        // 2026-11-23 is a Monday.
        func due(_ hints: UpdateHints) -> String {
            ServerWishes.honoring(hints, due: Self.now + .seconds(600), polled: Self.now).rfc3339
        }
        #expect(due(UpdateHints()) == "2026-11-23T09:40:00Z")
        #expect(due(UpdateHints(seconds: 3600)) == "2026-11-23T10:30:00Z")
        #expect(due(UpdateHints(skippedHours: [9, 10])) == "2026-11-23T11:00:00Z")
        #expect(due(UpdateHints(skippedDays: [1, 2])) == "2026-11-25T00:00:00Z")
        #expect(due(UpdateHints(skippedHours: Array(0..<24))) == "2026-11-23T09:40:00Z")
    }

    @Test func `No error holds a key`() {
        var keyed = feed
        keyed.secrets = ["KEY": "s3cret"]
        let cursor = PollingPolicy.cursor(
            afterFailure: "https://f.example/?k=s3cret is down", feed: keyed, previous: previous,
            now: Self.now)
        #expect(cursor.lastError == "https://f.example/?k=${KEY} is down")
    }

    @Test(arguments: ["", "soon", "-5", "Mon, 23 Nov 2020 10:30:00 GMT"])
    func `A Retry-After that says nothing leaves the back-off`(value: String) {
        #expect(ServerWishes.retryAfter(value, now: Self.now) == nil)
    }
}
