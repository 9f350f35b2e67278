import Detection
import Domain
import TestSupport
import Testing

@Suite struct SimilarAlertsTests {
    private func alert(_ id: String, _ stream: Domain.Stream, words: [String], day: Int64 = 1) -> Alert {
        Alert.sample(
            id, of: stream, at: Instant(seconds: 1_793_500_000 + day * 86400),
            headlines: [.init(title: "About \(id)", link: nil, score: -0.9, words: words)])
    }

    @Test func `Alerts of the same stream come first, then those with the same words`() {
        let past = [
            alert("a", .entity("ACME"), words: ["recall"], day: 1),
            alert("b", .entity("OTHER"), words: ["fraud", "probe"], day: 2),
            alert("c", .entity("OTHER"), words: ["strike"], day: 3),
            alert("d", .entity("ACME"), words: ["losses"], day: 4),
            alert("e", .entity("ACME"), words: ["fraud"], day: 5),
        ]
        let similar = alert("e", .entity("ACME"), words: ["fraud", "arrest"], day: 5).similar(among: past)
        #expect(similar.map(\.id) == ["d", "a", "b"])
        #expect(similar.first?.title == "About d")
        #expect(alert("x", .market, words: []).similar(among: past).isEmpty)
    }

    @Test func `Themes with terms in common are alike, whatever their headlines say`() {
        func theme(_ id: String, _ terms: [String], day: Int64) -> Alert {
            var alert = alert(id, .theme(terms[0]), words: [id], day: day)
            alert.theme = .init(terms: terms, began: alert.at, companies: [], sources: [])
            return alert
        }
        let past = [
            theme("a", ["tariff", "steel"], day: 1), theme("b", ["virus", "outbreak"], day: 2),
            alert("c", .market, words: ["other"], day: 3),
        ]
        let similar = theme("x", ["steel tariff", "tariff", "retaliation"], day: 4).similar(among: past)
        #expect(similar.map(\.id) == ["a"])
    }

    @Test func `A sentence about an earlier alert names its company, with the symbol behind it`() {
        let earlier = Alert.Earlier(
            id: "a", at: Instant(seconds: 1_793_500_000), stream: .entity("005380.KS"), title: "Recall")
        let alert = alert("x", .market, words: [])
        #expect(
            alert.with(similar: [earlier], names: ["005380.KS": "Hyundai Motor"]).explanation
                == "why The last similar alert was a day earlier, about Hyundai Motor (005380.KS): Recall.")
        #expect(
            alert.with(similar: [earlier]).explanation
                == "why The last similar alert was a day earlier, about 005380.KS: Recall.")
    }
}
