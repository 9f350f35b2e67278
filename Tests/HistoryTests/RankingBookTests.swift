import Domain
import History
import TestSupport
import Testing

@Suite struct RankingBookTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `Rankings come back with the latest feedback, the oldest first, until they are reset`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        for (number, id) in ["a", "b", "c", "muted"].enumerated() {
            var ranking = AlertRanking(
                alertID: id, at: Self.now + .milliseconds(number), features: [Double(number), 0.5])
            ranking.usefulness = 0.25
            ranking.deviation = 0.1
            ranking.propensity = 0.9
            ranking.isMuted = id == "muted"
            try await scene.store([.sample(id)], rankings: [ranking])
        }
        for (id, kind) in [
            ("b", Feedback.Kind.dismissed), ("a", .dismissed), ("a", .acknowledged), ("muted", .dismissed),
        ] {
            try await history.add(Feedback(kind: kind, by: "me", reason: nil, at: Self.now), toAlert: id)
        }
        var expected = AlertRanking(alertID: "a", at: Self.now, features: [0, 0.5])
        (expected.usefulness, expected.deviation, expected.propensity) = (0.25, 0.1, 0.9)
        expected.isUseful = true
        let rankings = try await history.rankingsWithFeedback(latest: 10)
        #expect(rankings.map(\.alertID) == ["a", "b"])
        #expect(rankings.first == expected)
        #expect(rankings.last?.isUseful == false)
        #expect(try await history.rankingsWithFeedback(latest: 1).map(\.alertID) == ["b"])
        #expect(try await history.rankingCounts() == (4, 1))
        #expect(try await history.resetRanking() == 4)
        #expect(try await history.rankingsWithFeedback(latest: 10).isEmpty)
        #expect(try await history.rankingCounts() == (0, 0))
        #expect(try await scene.notices().first?.feedback.count == 2, "feedback stays with its alert")
    }
}
