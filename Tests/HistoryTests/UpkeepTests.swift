import Domain
import History
import TestSupport
import Testing

@Suite struct UpkeepTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `Old items go in portions, and are known still`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        for number in 0..<5 {
            try await scene.commit(((number * 900)..<((number + 1) * 900)).map { .sample($0) })
        }
        try await scene.store([Alert.sample("a1")])
        let before = try await history.bytesInUse()
        let retention = Retention(age: .seconds(30 * 86400))
        #expect(try await history.forget(retention, at: Self.now + .seconds(29 * 86400)) == false)
        #expect(try await history.counts().items == 4500)
        var rounds = 1
        while try await history.forget(retention, at: Self.now + .seconds(31 * 86400)) { rounds += 1 }
        #expect(rounds > 1)
        #expect(try await history.counts() == (0, 0, 1), "alerts stay")
        let known = try await history.knownTitles(feed: "wire", among: ["guid:7", "guid:9999"])
        #expect(known == ["guid:7": nil])
        #expect(try await history.bytesInUse() < before)
        #expect(try await history.integrityProblems().isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A size bounds the history, but never the last week`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        try await scene.commit((0..<900).map { .sample($0) })
        let retention = Retention(size: 100_000)
        #expect(try await history.forget(retention, at: Self.now + .seconds(6 * 86400)) == false)
        #expect(try await history.counts().items == 900)
        _ = try await history.forget(retention, at: Self.now + .seconds(8 * 86400))
        #expect(try await history.counts().items == 0)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The status counts feeds, items, open alerts and deliveries`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        #expect(try await history.status().feeds == [nil: 1])
        try await scene.commit([.sample(1), .sample(2)])
        try await scene.store([.sample("a1"), .sample("b1"), Alert.sample("b1").notice(1, .resolved)])
        let notice = try #require(try await history.pendingNotices(sink: "log", at: Self.now).first)
        try await history.markFailed(notice, sink: "log", reason: "full", next: nil)
        let status = try await history.status()
        #expect(status.feeds == [.ok: 1])
        #expect((status.items, status.openAlerts, status.pending, status.dead) == (2, 1, 2, 1))
        #expect(status.bytes > 0)
        #expect(status.blindFeeds == 0)
    }
}
