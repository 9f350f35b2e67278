import Domain
import Testing

@testable import Fetching

@Suite struct SettlingTests {
    private static let now = Instant(seconds: 1_795_426_200)

    private static func feed(_ kind: Feed.Kind = .news) -> Feed {
        var feed = Feed(
            id: "f", title: "F", url: "https://f.example/", kind: kind, interval: .seconds(600))
        feed.pages = PageMapping(next: "next", parameter: "page", maximumPages: 3)
        return feed
    }

    private func response(
        _ body: String = "x", status: Int = 200, feed: Feed = feed(), memory: FeedMemory = FeedMemory()
    ) -> Response {
        let cursor = FeedCursor(
            nextDue: Self.now + .seconds(600), lastSuccess: Self.now, memory: memory)
        return Response(
            feed: feed, status: status,
            document: FeedDocument(Array(body.utf8), url: feed.url, receivedAt: Self.now),
            cursor: cursor, previous: cursor)
    }

    @Test func `The body that was stored last is not read again`() {
        let first = response()
        #expect(!first.isUnchanged)
        let settled = first.settledCursor(FeedContents(), fresh: 0)
        #expect(response(memory: settled.memory).isUnchanged)
        #expect(!response("y", memory: settled.memory).isUnchanged)
        #expect(response(status: 304).isUnchanged)
    }

    @Test func `An unchanged response keeps what the last body said`() {
        var contents = FeedContents(hints: UpdateHints(seconds: 3600))
        contents.hub = PushHub(url: "https://hub.example/", topic: "https://f.example/")
        let settled = response().settledCursor(contents, fresh: 0)
        #expect(settled.nextDue == Self.now + .seconds(3600))
        let unchanged = response(status: 304, memory: settled.memory).settledCursor(nil, fresh: 0)
        #expect(unchanged.memory.hub == contents.hub)
        #expect(unchanged.memory.body == settled.memory.body)
        #expect(unchanged.nextDue == Self.now + .seconds(3600))
    }

    @Test func `Pages follow one another while they bring something, up to the limit`() {
        let contents = FeedContents(nextPage: "t")
        var cursor = response().settledCursor(contents, fresh: 1)
        #expect(cursor.memory.page == "t")
        #expect(cursor.nextDue == Self.now + .seconds(1))
        cursor = response("2", memory: cursor.memory).settledCursor(contents, fresh: 1)
        #expect(cursor.memory.pages == 2)
        let last = response("3", memory: cursor.memory).settledCursor(contents, fresh: 1)
        #expect(last.memory.page == nil)
        #expect(last.nextDue == Self.now + .seconds(600))
        let empty = response("3", memory: cursor.memory).settledCursor(contents, fresh: 0)
        #expect(empty.memory.page == nil)
    }

    @Test func `Prices in a changed body count as an arrival`() {
        let quote = Quote(symbol: "X", price: 1, currency: nil, at: Self.now)
        let settled = response(feed: Self.feed(.csv)).settledCursor(
            FeedContents(quotes: [quote]), fresh: 0)
        #expect(settled.memory.arrivalRate.lastArrival == Self.now)
    }

    @Test func `A feed whose latest entry is too old is stale`() {
        var feed = Self.feed()
        feed.expectation.maximumAge = .seconds(3600)
        let old = FeedContents(entries: [Entry(title: "T", published: .instant(Self.now - .seconds(7200)))])
        let condition = response(feed: feed).settledCursor(old, fresh: 1).condition
        #expect(condition?.state == .stale)
        #expect(condition?.evidence == "the latest entry is of 2026-11-23T07:30:00Z")
    }

    @Test func `A feed that has moved names its new address`() {
        var memory = FeedMemory()
        memory.address = "https://n.example/"
        let condition = response(memory: memory).settledCursor(FeedContents(), fresh: 1).condition
        #expect(
            condition
                == FeedCondition(
                    .moved, since: Self.now, evidence: "has moved to https://n.example/ for good"))
    }

    @Test func `A feed whose entries share an id says so`() {
        let first = response().settledCursor(FeedContents(), fresh: 1, sharedKeys: ["guid:N/A"])
        #expect(first.condition?.state == .ok)
        #expect(
            first.condition?.evidence
                == "the id \"N/A\" does not tell its entries apart; they are known by link, or by title and date"
        )
        let unchanged = response(memory: first.memory).settledCursor(nil, fresh: 0)
        #expect(unchanged.condition?.evidence == first.condition?.evidence)
    }
}
