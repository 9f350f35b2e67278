import Detection
import Domain
import TestSupport
import Testing

/// Alerts about topics and the market need a word that their stories have in common.
@Suite struct CohesionTests: DetectorScene {
    private static let things = [
        "Ship sinks", "Dam bursts", "Chief resigns", "Bank closes", "Bridge cracks", "Harvest rots",
        "Tunnel floods", "Airline stops", "Mill burns", "Loan sours", "Court convicts", "Factory halts",
    ]

    /// Twelve bad stories of a topic within two hours that name no company.
    private func day(_ topic: String, number: Int = 700_000, _ title: (String) -> String) -> [AssessedItem] {
        Self.things.enumerated().map { index, thing in
            story(
                number + index, nil, negative: true, hour: 490 + Double(index) / 6,
                feed: index % 2 == 0 ? "a" : "b", topic: topic, title: title(thing))
        }
    }

    private func firing(_ items: [AssessedItem]) -> [Alert] {
        var detector = detector()
        return stream(calm() + items, &detector).filter { $0.state == .firing }
    }

    @Test func `Bad stories of a topic that have nothing in common are no event`() {
        #expect(firing(day("shipping") { $0 }).isEmpty)
    }

    @Test func `Bad stories of a topic with a word in common fire, and the alert says which`() throws {
        let fired = firing(day("shipping") { "\($0) after Suez's closure" })
        let alert = try #require(fired.first { $0.stream == .topic("shipping") })
        #expect(
            alert.explanation.contains("of these stories have \"closure\" or \"suez\" in their titles"),
            "\(alert.explanation)")
    }

    @Test func `The words of the topic itself and those of the papers are nothing in common`() {
        let fired = firing(day("shipping-freight") { "\($0): shipping and freight shares fall" })
        #expect(!fired.contains { $0.stream.kind == .topic })
    }

    @Test func `Companies need no word in common`() {
        let items = Self.things.enumerated().map { index, thing in
            story(
                700_000 + index, "BAD", negative: true, hour: 490 + Double(index) / 6,
                feed: index % 2 == 0 ? "a" : "b", title: thing)
        }
        #expect(firing(items).map(\.stream) == [.entity("BAD")])
    }
}
