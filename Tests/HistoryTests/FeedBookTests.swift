import Domain
import History
import TestSupport
import Testing

@Suite struct FeedBookTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `Nothing of a cursor is lost`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        var cursor = FeedCursor(
            etag: "W/\"1\"", lastModified: "Mon, 23 Nov 2026 09:30:00 GMT",
            nextDue: Self.now + .milliseconds(600_279), lastSuccess: Self.now + .milliseconds(279),
            failures: 3,
            lastError: "the server answered 503",
            condition: FeedCondition(.failing, since: Self.now + .milliseconds(1), evidence: "503"))
        cursor.memory.address = "https://n.example/"
        try await scene.commit([], cursor: cursor)
        #expect(try await scene.reopened().cursor(of: "wire") == cursor)
        #expect(try await scene.history.cursor(of: "other") == nil)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A feed that moved starts without the validators of its old address`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        try await scene.commit([])
        try await scene.history.register([(.sample(), Self.now)], entities: [])
        #expect(try await scene.history.cursor(of: "wire")?.etag == "\"1\"", "known feeds keep their cursor")
        let moved = Feed.sample(url: "https://else.example/")
        try await scene.history.register([(moved, Self.now + .seconds(9))], entities: [])
        let cursor = try #require(try await scene.history.cursor(of: "wire"))
        #expect(cursor.etag == nil)
        #expect(cursor.nextDue == Self.now + .seconds(9))
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A pause is kept, with the time of its beginning`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        #expect(try await history.isPaused("wire") == false)
        #expect(try await history.pause("wire", since: Self.now))
        #expect(try await history.pause("wire", since: Self.now + .seconds(60)))
        #expect(try await scene.reopened().isPaused("wire"))
        #expect(
            try await history.feedHealth(at: Self.now).map(\.condition) == [.paused(since: Self.now)])
        #expect(try await history.pause("wire", since: nil))
        #expect(try await history.isPaused("wire") == false)
        #expect(try await history.pause("other", since: nil) == false)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A poll can be asked for, unless the server wants silence`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        func fail(as state: FeedState) async throws {
            var cursor = FeedCursor(nextDue: Self.now + .seconds(3600), failures: 9)
            cursor.condition = FeedCondition(state, since: Self.now)
            var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
            commit.poll = Commit.Poll(of: "wire", cursor: cursor, at: Self.now)
            try await history.commit(commit)
        }
        try await fail(as: .failing)
        #expect(try await history.askForPoll(of: "wire", at: Self.now) == .accepted)
        #expect(try await history.cursor(of: "wire")?.nextDue == Self.now, "a restart polls it as well")
        #expect(try await scene.reopened().takePollRequests() == ["wire"])
        #expect(try await history.takePollRequests() == [])
        try await fail(as: .rateLimited)
        #expect(
            try await history.askForPoll(of: "wire", at: Self.now) == .held(until: Self.now + .seconds(3600)))
        _ = try await history.pause("wire", since: Self.now)
        #expect(try await history.askForPoll(of: "wire", at: Self.now) == .paused)
        #expect(try await history.askForPoll(of: "other", at: Self.now) == nil)
        #expect(try await history.takePollRequests() == [])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Health says what a feed brought, those in trouble first`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        try await history.register([(.sample("zero"), Self.now)], entities: [])
        let foreign = (12..<14).map {
            AssessedItem(item: AssessedItem.sample($0).item, text: .unscored("fr"))
        }
        try await scene.commit((0..<12).map { .sample($0) } + foreign)
        var cursor = FeedCursor(
            nextDue: Self.now + .seconds(60), failures: 2, lastError: "the server answered 503")
        cursor.condition = FeedCondition(.failing, since: Self.now, evidence: "503")
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.poll = Commit.Poll(of: "zero", cursor: cursor, at: Self.now)
        try await history.commit(commit)
        let health = try await history.feedHealth(at: Self.now)
        #expect(health.map(\.id) == ["zero", "wire"])
        #expect(health[0].condition == .known(.failing, since: Self.now))
        #expect(health[0].polls.lastError == "the server answered 503")
        #expect(health[1].condition == .known(.ok, since: Self.now))
        #expect(health[1].yield == FeedHealth.Yield(items: 14, notScored: 2, itemsPerDay: 2, delay: nil))
        let later = try await history.feedHealth(at: Self.now + .seconds(8 * 86400))
        #expect(later[1].yield == FeedHealth.Yield(items: 14, notScored: 2, itemsPerDay: 0, delay: nil))
        #expect(try await history.blindFeeds(among: ["zero", "wire"]).map(\.id) == ["zero"])
        #expect(try await history.blindFeeds(among: ["wire"]).isEmpty)
        #expect(try await history.status().feeds == [.ok: 1, .failing: 1])
    }
}
