import Domain
import Testing
import Transport

@testable import Fetching

@Suite struct PolitenessTests {
    private static let now = Instant(seconds: 1_795_426_200)
    private let feed = Feed(
        id: "f", title: "F", url: "https://f.example/", kind: .news, interval: .seconds(600))
    private let previous = FeedCursor(etag: "\"1\"", lastModified: "then", nextDue: now, lastSuccess: now)

    private func after(_ status: Int, _ headers: [String: String] = [:]) -> FeedCursor {
        Politeness.cursor(
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
            cursor = Politeness.cursor(afterFailure: "down", feed: feed, previous: cursor, now: Self.now)
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
    func `Retry-After is honoured in both forms, within bounds`(status: Int, value: String, seconds: Double) {
        let cursor = after(status, ["retry-after": value])
        #expect(cursor.nextDue - Self.now == .seconds(seconds))
        #expect(cursor.lastError == "the server answered \(status)")
    }

    @Test(arguments: ["", "soon", "-5", "Mon, 23 Nov 2020 10:30:00 GMT"])
    func `A Retry-After that says nothing leaves the back-off`(value: String) {
        #expect(Politeness.retryAfter(value, now: Self.now) == nil)
    }
}
