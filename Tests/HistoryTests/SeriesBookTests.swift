import Domain
import History
import TestSupport
import Testing

@Suite struct SeriesBookTests {
    private static let now = Scene.now
    private static let day: Duration = .seconds(86400)
    /// A half hour that began some time before now.
    private static func start(_ before: Duration) -> Instant { SeriesPoint.start(of: now - before) }

    private static func point(
        _ stream: Domain.Stream, _ before: Duration, stories: Int = 1, negative: Int = 1, bits: Double = 1
    ) -> SeriesPoint {
        SeriesPoint(
            stream, start: start(before), stories: stories, negative: negative, positive: 0, expected: 0.5,
            bits: bits)
    }

    private static func store(_ points: [SeriesPoint], in history: any HistoryStore) async throws {
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.series = points
        try await history.commit(commit)
    }

    private static func until(_ span: Duration) -> Range<Instant> { now - span..<now + .seconds(1) }

    @Test(arguments: HistoryUnderTest.all)
    func `A half hour is as it was stored last`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        let first = Self.point(.market, .seconds(7200))
        let second = Self.point(.market, .seconds(0))
        try await Self.store([second, first, Self.point(.topic("a"), .seconds(0))], in: history)
        #expect(try await history.series(of: .market, in: Self.until(Self.day)) == [first, second])
        var changed = second
        (changed.stories, changed.bits, changed.expected) = (7, 9.5, 2.25)
        try await Self.store([changed], in: history)
        #expect(try await history.series(of: .market, in: Self.until(.seconds(3600))) == [changed])
        let summaries = try await history.summaries(
            in: Self.until(.seconds(400 * 86400)), matching: StreamPattern("market"), limit: 9)
        #expect(summaries.map(\.stories) == [8], "what was stored before counts no more")
        #expect(summaries.map(\.peakBits) == [9.5])
        #expect(summaries.map(\.expected) == [2.75])
        #expect(try await history.series(of: .market, in: first.start..<first.start).isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A sum over days is that of its half hours, wherever it begins and ends`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        let history = scene.history
        let times = Array(stride(from: 0, to: 200, by: 5)) + stride(from: 200, to: 8000, by: 37)
        let points = times.map {
            Self.point(.market, .seconds($0 * 3600), stories: $0 + 1, negative: $0 % 3, bits: Double($0 % 7))
        }
        try await Self.store(points, in: history)
        let hours = [
            (1, 0), (10, 0), (30, 4), (100, 0), (199, 3), (50, 2), (400, 100), (9000, 0), (9000, 2000),
            (3000, 1460), (1500, 100), (2000, 700),
        ]
        for (from, to) in hours {
            let span = Self.now - .seconds(from * 3600)..<Self.now - .seconds(to * 3600)
            let within = points.filter { span.contains($0.start) }
            let summary = try await history.summaries(in: span, matching: nil, limit: 9).first
            #expect((summary?.stories ?? 0) == within.reduce(0) { $0 + $1.stories }, "\(from) to \(to)")
            #expect((summary?.negative ?? 0) == within.reduce(0) { $0 + $1.negative })
            #expect((summary?.peakBits ?? 0) == within.map(\.bits).max() ?? 0)
            let days = try await history.dailySeries(of: .market, in: span)
            let whole = points.filter { point in
                days.contains { $0.start <= point.start && point.start < $0.start + Self.day }
            }
            #expect(days.allSatisfy { span.contains($0.start) && $0.start.milliseconds % 86_400_000 == 0 })
            #expect(days.map(\.start) == days.map(\.start).sorted())
            #expect(days.reduce(0) { $0 + $1.stories } == whole.reduce(0) { $0 + $1.stories })
            #expect(days.map(\.bits).max() == whole.map(\.bits).max())
        }
        let year = try await history.dailySeries(of: .market, in: Self.until(.seconds(400 * 86400)))
        #expect(year.reduce(0) { $0 + $1.stories } == points.reduce(0) { $0 + $1.stories })
        #expect(try await history.dailySeries(of: .topic("x"), in: Self.until(Self.day)).isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The most surprising stream comes first, with the name that people know`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        let history = scene.history
        let streams: [(Domain.Stream, Double)] = [
            (.market, 2), (.entity("ACME"), 8), (.topic("a"), 5), (.source("wire"), 1),
            (.entity("ACME").watched(by: "good"), 3),
        ]
        try await Self.store(
            streams.map { Self.point($0.0, .seconds(3600), bits: $0.1) }, in: history)
        func summaries(_ pattern: String? = nil, limit: Int = 9) async throws -> [StreamSummary] {
            try await history.summaries(
                in: Self.until(Self.day), matching: pattern.flatMap(StreamPattern.init), limit: limit)
        }
        #expect(
            try await summaries().map(\.stream.name) == [
                "entity:ACME", "topic:a", "rule:good@entity:ACME", "market", "source:wire",
            ])
        #expect(try await summaries().map(\.name) == ["Acme", nil, "Acme", nil, "Wire"])
        #expect(try await summaries(limit: 2).map(\.peakBits) == [8, 5])
        #expect(try await summaries("*:a*").map(\.stream) == [.topic("a")])
        #expect(try await summaries("entity:?CME*").isEmpty, "only * stands for anything")
        #expect(try await summaries("market").map(\.stream) == [.market])
        #expect(
            try await history.summaries(in: Self.now..<Self.now, matching: nil, limit: 9).isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Adverse events of an entity are counted by step and kind, and only those that are bad for it`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        let tone = SentimentScores(negative: 0.1, neutral: 0.8, positive: 0.1)
        let good = SentimentScores(negative: 0.1, neutral: 0.1, positive: 0.8)
        func told(
            _ number: Int, _ minute: Int, _ types: [RiskType], risk: Float = 0.9,
            tone: SentimentScores, copyOf story: Int? = nil, of symbol: String = "ACME"
        ) -> AssessedItem {
            let time = Self.now - .seconds(3600) + .seconds(60 * minute)
            let item = Item(
                feed: "wire", key: "guid:\(number)", story: StoryID(Int64(story ?? number)),
                fingerprint: Int64(number), isFirstOfStory: story == nil, title: "\(number)", link: nil,
                summary: nil, author: nil, language: "en", eventTime: time, published: nil, fetchedAt: time,
                isBacklog: false)
            return AssessedItem(
                item: item,
                assessment: Assessment(sentiment: tone, topics: [], attention: [], embedding: [1]),
                entities: [
                    AssessedEntity(
                        symbol: symbol, sentiment: tone,
                        adverse: AdverseEvent(probability: risk, types: types), relevance: 1)
                ])
        }
        try await scene.commit([
            told(1, 1, [.probe, .governance], tone: tone), told(2, 2, [.probe], tone: tone),
            told(3, 3, [.insolvency], tone: tone), told(4, 31, [.probe], tone: tone),
            told(5, 32, [], tone: tone), told(6, 4, [.probe], tone: tone, copyOf: 1),
            told(7, 5, [.probe], tone: good), told(8, 6, [.probe], risk: 0.2, tone: tone),
            told(9, 7, [.probe], tone: tone, of: "BOLT"),
        ])
        func counts(_ stream: Domain.Stream, _ step: Duration) async throws -> [String] {
            try await scene.history.adverseEvents(of: stream, in: Self.until(.seconds(3600)), step: step)
                .map { count in
                    let minute = (count.at - (Self.now - .seconds(3600))) / .seconds(60)
                    return "\(Int(minute)) \(count.type?.rawValue ?? "?") \(count.stories)"
                }
        }
        #expect(
            try await counts(.entity("ACME"), .seconds(1800)) == [
                "1 probe 2", "3 insolvency 1", "31 probe 1", "32 ? 1",
            ])
        #expect(
            try await counts(.entity("ACME"), .seconds(7200)) == ["1 probe 3", "3 insolvency 1", "32 ? 1"])
        #expect(try await counts(.market, .seconds(1800)).isEmpty)
    }
}
