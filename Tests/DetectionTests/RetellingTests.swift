import Detection
import Domain
import TestSupport
import Testing

/// One crisis is told once, whatever streams it is in.
@Suite struct RetellingTests: DetectorScene {
    /// Bad stories, four an hour.
    private func bad(
        _ count: Int, _ symbol: String?, number: Int, hour: Double, topic: String,
        title: (Int) -> String
    ) -> [AssessedItem] {
        (0..<count).map { index in
            story(
                number + index, symbol, negative: true, hour: hour + Double(index) / 4,
                feed: index % 2 == 0 ? "a" : "b", topic: topic, title: title(index))
        }
    }

    /// Forty days of a company of which much is said, on three topics in turn.
    private var busy: [AssessedItem] {
        let topics = ["markets", "results", "legal"]
        return (0..<40 * 12).map { number in
            story(
                number, "BIG", negative: number % 2 == 0, hour: Double(number) * 2,
                feed: number % 4 < 2 ? "a" : "b", topic: topics[number % 3])
        }
    }

    @Test func `An alert about a company names the one about its topic, which told of it first`() throws {
        var detector = detector()
        let crisis =
            bad(9, "BIG", number: 500_000, hour: 960, topic: "legal") { "Judge \($0) rules" }
            + bad(30, "BIG", number: 600_000, hour: 963, topic: "results") { "Loss \($0) widens" }
        var grown: [Alert] = []
        var alerts: [Alert] = []
        for item in (busy + crisis).sorted(by: { $0.item.eventTime < $1.item.eventTime }) {
            let outcome = detector.observe([item], now: item.item.eventTime)
            detector.adopt(outcome)
            alerts += outcome.alerts
            grown += outcome.grown
        }
        let first = try #require(alerts.first)
        #expect(first.stream == .entityTopic("BIG", topic: "legal") && first.toldBy == nil)
        let later = alerts.filter { $0.stream.symbol == "BIG" && $0.id != first.id && $0.sequence == 0 }
        #expect(!later.isEmpty && later.allSatisfy { $0.toldBy == first.id })
        let named = try #require(grown.last { $0.id == first.id })
        #expect(named.touched == later.map(\.stream))
        #expect(named.with(namesOfJoined: [:]).explanation.contains(" It also covers alerts about BIG"))
    }

    @Test func `An alert about a topic is told with the open one whose headlines have its word`() throws {
        var detector = detector()
        let company = bad(8, "BAD", number: 500_000, hour: 490, topic: "legal") {
            "Halcyon probe \($0) opens"
        }
        let others = bad(16, nil, number: 600_000, hour: 493, topic: "politics") {
            "Minister \($0) asks for Halcyon inquiry"
        }
        let fired = stream(calm() + company + others, &detector).filter { $0.sequence == 0 }
        let first = try #require(fired.first { $0.stream == .entity("BAD") })
        #expect(first.toldBy == nil)
        let topic = try #require(fired.first { $0.stream == .topic("politics") })
        #expect(topic.toldBy == first.id)
    }

    @Test func `Two crises are told twice`() throws {
        var detector = detector()
        let items =
            bad(8, "BAD", number: 500_000, hour: 490, topic: "legal") { "Halcyon probe \($0) opens" }
            + bad(8, "WORSE", number: 600_000, hour: 491, topic: "results") { "Pinnacle loss \($0) widens" }
        let fired = stream(calm() + items, &detector).filter { $0.sequence == 0 && $0.stream.kind == .entity }
        #expect(fired.map(\.toldBy) == [nil, nil])
        #expect(fired.allSatisfy { $0.touched.isEmpty })
    }
}
