import Domain
import History
import TestSupport
import Testing

@Suite struct ScoreBookTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `Scores of a span are counted, with what was not scored`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let unread = AssessedItem.sample(4)
        try await scene.commit([
            .sample(1, negative: 0.75), .sample(2, negative: 1), .sample(3, negative: 0.1),
            AssessedItem(item: unread.item, text: .unscored("de")),
            .sample(5, at: Self.now - .seconds(9 * 86400)),
        ])
        let scores = try await scene.history.scores(
            in: Self.now - .seconds(30 * 86400)..<Self.now + .seconds(1))
        #expect(scores.byScore.reduce(0, +) == 3, "a week at most")
        #expect(scores.byScore[0] == 1)
        #expect(scores.byScore[2] == 1)
        #expect(scores.byScore[9] == 1)
        #expect(scores.byConfidence == [0, 0, 0, 0, 0, 0, 0, 1, 0, 2])
        #expect(scores.bySentiment == [.negative: 2, .neutral: 1])
        #expect(scores.byTopic == ["b": 3])
        #expect(scores.notScored == ["de": 1])
        #expect(scores.byModel == ["test": 3])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Stories are counted by day and sentiment`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let day = Instant(seconds: Self.now.milliseconds / 86_400_000 * 86400)
        try await scene.commit([
            .sample(1), .sample(2, negative: 0.1), .sample(3, at: Self.now - .seconds(86400)),
        ])
        func days(_ span: Range<Instant>) async throws -> [DailySentiment] {
            try await scene.history.sentimentByDay(in: span)
        }
        let both = [
            DailySentiment(
                day: day - .seconds(86400), stories: [.negative: 1, .neutral: 0, .positive: 0]),
            DailySentiment(day: day, stories: [.negative: 1, .neutral: 1, .positive: 0]),
        ]
        #expect(try await days(day - .seconds(86400)..<Self.now) == both)
        #expect(try await days(day - .seconds(86400)..<day) == [both[0]])
        #expect(try await days(day..<Self.now) == [both[1]])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `What the ranking thought is told beside what people said`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let rankings = (0..<4).map { number in
            var ranking = AlertRanking(
                alertID: "a\(number)", at: Self.now + .seconds(number), features: [1])
            ranking.usefulness = Double(number) / 4
            return ranking
        }
        try await scene.store((0..<4).map { .sample("a\($0)") }, rankings: rankings)
        for (id, kind) in [
            ("a0", Feedback.Kind.acknowledged), ("a1", .acknowledged), ("a1", .dismissed),
            ("a3", .acknowledged),
        ] {
            try await scene.history.add(
                Feedback(kind: kind, by: "me", reason: nil, at: Self.now), toAlert: id)
        }
        func ranked(_ count: Int) async throws -> [(usefulness: Double, isUseful: Bool)] {
            try await scene.history.rankedFeedback(latest: count)
        }
        #expect(try await ranked(9).map(\.usefulness) == [0, 0.25, 0.75])
        #expect(try await ranked(9).map(\.isUseful) == [true, false, true])
        #expect(try await ranked(2).map(\.usefulness) == [0.25, 0.75])
        _ = try await scene.history.resetRanking()
        #expect(try await ranked(9).isEmpty)
    }
}
