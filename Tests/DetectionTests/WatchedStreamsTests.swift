import Detection
import Domain
import TestSupport
import Testing

@Suite struct WatchedStreamsTests: DetectorScene {
    /// A rule for good news about companies, and one for a word in any tone.
    private func watches() throws -> [WatchRule] {
        var good = WatchRule(id: "good", streams: [try #require(StreamPattern("entity:*"))])
        good.tone = .positive
        good.severity = .critical
        var words = WatchRule(id: "halls", streams: [.init("market")].compactMap(\.self))
        words.tone = .any
        words.words = [try #require(Phrase("story 70000*"))]
        return [good, words]
    }

    @Test func `Rules watch good news and words with the same statistics, beside the alerts on bad news`()
        throws
    {
        let rules = try watches()
        var detector = detector { $0.rules = rules }
        let praise = burst(of: 12, hour: 470, symbol: "GOOD").map { item in
            let scores = SentimentScores(negative: 0.05, neutral: 0.1, positive: 0.85)
            return AssessedItem(
                item: item.item, assessment: item.assessment,
                entities: [AssessedEntity(symbol: "GOOD", sentiment: scores, relevance: 1)])
        }
        let matching = (0..<9).map {
            story(700_000 + $0, nil, negative: false, hour: 500 + Double($0) / 10, topic: "sports")
        }
        var alerts = stream(calm(days: 30) + praise + matching, &detector)
        alerts += detector.advance(to: Self.start + .seconds(900 * 3600)).alerts
        let fired = alerts.filter { $0.sequence == 0 && $0.stream.rule != nil }
        #expect(fired.map(\.stream.name) == ["rule:good@entity:GOOD", "rule:halls@market"])
        #expect(fired.map(\.kind) == [.positiveSurge, .matchSurge])
        #expect(fired.map(\.rule) == ["good", "halls"])
        #expect(fired.first?.severity == .critical)
        #expect(fired.first?.explanation.contains("positive stories about GOOD (rule good) within") == true)
        #expect(!alerts.contains { $0.stream == .entity("GOOD") })
        #expect(alerts.count { $0.state == .resolved && $0.stream.rule != nil } == 2)
        #expect(Domain.Stream(name: "rule:good@entity:GOOD") == fired.first?.stream)
    }

    @Test func `A rule that watches something else changes nothing about bad news`() throws {
        let rules = try watches()
        var plain = detector()
        var watched = detector { $0.rules = rules }
        let items = calm() + burst(of: 12, hour: 470)
        let wanted = stream(items, &plain)
        #expect(stream(items, &watched).filter { $0.stream.rule == nil } == wanted)
    }
}
