import Domain
import History
import TestSupport
import Testing

@Suite struct LedgerTests {
    private static let now = Scene.now

    private static var everything: Commit {
        var commit = Scene.commit(
            [.sample(1), .sample(2, negative: 0.1)],
            quotes: [Quote(symbol: "ACME", price: 10.5, currency: "USD", at: now)])
        commit.states = [DetectorState(name: "market", json: "{}")]
        commit.notices = [.sample("a1")]
        commit.rankings = [AlertRanking(alertID: "a1", at: now, features: [1])]
        return commit
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A commit is there whole when the history is opened again`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await scene.history.commit(Self.everything)
        let history = try await scene.reopened()
        #expect(try await history.counts() == (2, 1, 1))
        #expect(try await history.cursor(of: "wire")?.etag == "\"1\"")
        #expect(try await history.detectorStates() == [DetectorState(name: "market", json: "{}")])
        #expect(try await history.rankingCounts() == (1, 0))
        #expect(try await history.pendingNotices(sink: "log", at: Self.now).map(\.alertID) == ["a1"])
        let problems = try await history.integrityProblems()
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The same commit twice changes nothing`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await scene.history.commit(Self.everything)
        try await scene.history.commit(Self.everything)
        #expect(try await scene.history.counts() == (2, 1, 1))
        #expect(try await scene.history.rankingCounts() == (1, 0))
        #expect(try await scene.pending() == ["a1 0"])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A notice that was delivered does not come back with its commit`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        try await scene.history.commit(Self.everything)
        for notice in try await scene.history.pendingNotices(sink: "log", at: Self.now) {
            try await scene.history.markDelivered(notice, sink: "log")
        }
        try await scene.history.commit(Self.everything)
        #expect(try await scene.pending().isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A commit that fails leaves nothing of itself`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        var commit = Self.everything
        // No such feed is registered.
        commit.poll?.items.append(.sample(3, of: "nowhere"))
        await #expect(throws: (any Error).self) { try await scene.history.commit(commit) }
        for history in [scene.history, try await scene.reopened()] {
            #expect(try await history.counts() == (0, 0, 0))
            #expect(try await history.cursor(of: "wire")?.etag == nil)
            #expect(try await history.detectorStates().isEmpty)
            #expect(try await history.pendingNotices(sink: "log", at: Self.now).isEmpty)
        }
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A state replaces the one before`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        for json in ["{}", "[1]"] {
            var commit = Scene.commit([])
            commit.states = [DetectorState(name: "market", json: json)]
            try await scene.history.commit(commit)
        }
        #expect(try await scene.history.detectorStates() == [DetectorState(name: "market", json: "[1]")])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Words are written part by part, and those without a state are deleted`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        for words in [
            [WordState(name: "term:a", json: "[1]"), WordState(name: "term:b", json: "[2]")],
            [WordState(name: "term:a", json: "[3]"), WordState(name: "term:b", json: nil)],
        ] {
            var commit = Scene.commit([])
            commit.words = words
            try await scene.history.commit(commit)
        }
        #expect(try await scene.history.wordStates() == [WordState(name: "term:a", json: "[3]")])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A state that is dropped is gone`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        var commit = Scene.commit([])
        commit.states = [
            DetectorState(name: "market", json: "1"), DetectorState(name: "theme:tariff", json: "2"),
        ]
        try await scene.history.commit(commit)
        commit = Scene.commit([])
        commit.droppedStates = ["theme:tariff"]
        try await scene.history.commit(commit)
        #expect(try await scene.history.detectorStates() == [DetectorState(name: "market", json: "1")])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The price's move is told over an hour and a day`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let quotes = [(-90_000.0, 8.0), (-4000, 12), (-10, 9), (50, 100)].map {
            Quote(symbol: "ACME", price: $0.1, currency: "USD", at: Self.now + .seconds($0.0))
        }
        try await scene.commit([], quotes: quotes)
        let move = try #require(try await scene.history.quoteMove(symbol: "ACME", at: Self.now))
        #expect(
            move == Alert.QuoteMove(symbol: "ACME", price: 9, change1h: 9 / 12.0 - 1, change1d: 9 / 8.0 - 1))
        #expect(try await scene.history.quoteMove(symbol: "NONE", at: Self.now) == nil)
    }
}
