import Domain
import History
import TestSupport
import Testing

@Suite struct MoverTests {
    private static let now = Scene.now
    private static let span = SeriesPoint.start(of: now - .seconds(7200))..<now + .seconds(1)

    /// A history in which ACME has four stories today and two a day before, of two feeds.
    private static func scene(_ store: HistoryUnderTest) async throws -> Scene {
        let scene = try await Scene(store)
        try await scene.history.register([(.sample("post"), now)], entities: [])
        for (number, feed) in ["wire", "post", "wire", "post"].enumerated() {
            let item = AssessedItem.sample(number, of: feed, negative: 0.5, at: now - .seconds(60 * number))
            try await scene.commit([item])
        }
        try await scene.store(days: 14)
        return scene
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Who has more stories than in the same hours of the days before moves`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Self.scene(store)
        let movers = try await scene.history.movers(in: Self.span, stories: 3, sources: 2, limit: 9)
        let mover = try #require(movers.first)
        #expect(movers.count == 1)
        #expect(mover.summary.stream == .entity("ACME"))
        #expect(mover.summary.name == "Acme")
        #expect(mover.summary.stories == 4)
        #expect(mover.usual == 2)
        #expect(mover.sources == 2)
        #expect(abs(mover.meanScore + 0.5) < 1e-6)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Too few stories, too few sources and what is usual do not move`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Self.scene(store)
        func movers(_ stories: Int, _ sources: Int, limit: Int = 9) async throws -> Int {
            try await scene.history.movers(in: Self.span, stories: stories, sources: sources, limit: limit)
                .count
        }
        #expect(try await movers(4, 2) == 1)
        #expect(try await movers(5, 2) == 0)
        #expect(try await movers(3, 3) == 0)
        #expect(try await movers(3, 2, limit: 0) == 0)
        let before = Self.span.lowerBound - .seconds(86400)..<Self.span.upperBound - .seconds(86400)
        #expect(try await scene.history.movers(in: before, stories: 1, sources: 0, limit: 9).isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Days that the history does not know are not days without a story`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        try await scene.store(days: 4)
        let movers = try await scene.history.movers(in: Self.span, stories: 3, sources: 0, limit: 9)
        #expect(movers.map(\.usual) == [2])
    }
}

extension Scene {
    /// Two stories of ACME in an hour of each of some days, four today, and some of its topic.
    fileprivate func store(days: Int) async throws {
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        for day in 0...days {
            let start = SeriesPoint.start(of: Self.now - .seconds(3600)) - .seconds(86400 * day)
            for stream in [Domain.Stream.entity("ACME"), .entityTopic("ACME", topic: "a"), .market] {
                commit.series.append(
                    SeriesPoint(
                        stream, start: start, stories: day == 0 ? 4 : 2, negative: 1, positive: 0,
                        expected: 1,
                        bits: 0))
            }
        }
        try await history.commit(commit)
    }
}
