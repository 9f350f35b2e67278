import Domain
import History
import Testing

@testable import bellwether

@Suite struct TopTests {
    private static let now = Instant(seconds: 1_795_426_200)

    @Test func `The time between updates has bounds`() {
        #expect(refusal("top", "--every", "0.2", "--once") == nil)
        #expect(refusal("top", "--every", "0.1") == "--every must be between 0.2 and 3600")
    }

    private func alert(_ id: String, _ stream: Domain.Stream, minute: Int, _ explanation: String) -> Alert {
        Alert(
            id: id, at: Self.now + .seconds(60 * minute), stream: stream, kind: .surge, severity: .warning,
            measures: Alert.Measures(window: .seconds(1800)), explanation: explanation)
    }

    private func table(_ alerts: [Alert], _ acknowledged: Set<String> = [], _ dismissed: Set<String> = [])
        -> TopTable
    {
        let feed = FeedHealth(
            feed: ("a-feed-with-a-very-long-name-indeed", "F", "https://f.example/", .news),
            condition: .known(.failing, since: Self.now), evidence: nil,
            polls: FeedHealth.Polls(
                last: Self.now, lastSuccess: nil, next: Self.now, failures: 1,
                lastError: "an error\u{1B}[2J with a bell\u{07}"),
            yield: FeedHealth.Yield(items: 9, notScored: 4, itemsPerDay: 1.5, delay: nil))
        return TopTable(
            status: HistoryStatus(
                feeds: [.failing: 1], items: 1, openAlerts: alerts.count, pending: 1, dead: 0, bytes: 5),
            alerts: alerts, acknowledged: acknowledged, dismissed: dismissed, feeds: [feed])
    }

    @Test func `One of a thing is not several`() {
        let lines = table([alert("a", .market, minute: 0, "why")]).lines(in: nil)
        #expect(
            lines[0]
                == "bellwether: 1 feed, 1 blind; 1 item; 1 alert open; 1 notice to deliver, 0 given up; 0 MB")
    }

    @Test func `What somebody looks at or dismissed says so and comes last`() {
        let lines = table(
            [
                alert("new", .market, minute: 0, "new"), alert("seen", .topic("x"), minute: 2, "seen"),
                alert("bad", .topic("y"), minute: 1, "bad"),
            ], ["seen"], ["bad"]
        ).lines(in: nil)
        #expect(lines[2].hasSuffix("market               new"))
        #expect(lines[3].hasSuffix("topic:x              acknowledged: seen"))
        #expect(lines[4].hasSuffix("topic:y              dismissed: bad"))
    }

    @Test func `Each feed has its items that could not be scored`() {
        let lines = table([]).lines(in: nil)
        #expect(
            lines[2].hasPrefix(
                "feed                         health        items/day delay min unscored next poll"))
        #expect(lines[3].contains(" failing       1.5       -         4        2026-"))
    }

    @Test func `A pipe gets everything whole, and nothing that moves a cursor`() {
        let long = String(repeating: "many words ", count: 40)
        let alerts = (0..<30).map { alert("\($0)", .entity("A-VERY-LONG-SYMBOL-INDEED"), minute: $0, long) }
        let lines = table(alerts).lines(in: nil)
        #expect(lines.count == 2 + 30 + 1 + 1 + 1)
        #expect(lines[2].contains("entity:A-VERY-LONG-SYMBOL-INDEED \(long)"))
        #expect(lines.last?.hasPrefix("a-feed-with-a-very-long-name-indeed failing") == true)
        #expect(lines.last?.hasSuffix("an error [2J with a bell ") == true)
        #expect(lines.allSatisfy { !$0.contains("\u{1B}") })
    }

    @Test func `A terminal gets what fits`() {
        let alerts = (0..<30).map { alert("\($0)", .market, minute: $0, "why") }
        let lines = table(alerts).lines(in: TopTable.Size(rows: 24, columns: 40))
        #expect(lines.count <= 24)
        #expect(lines.allSatisfy { $0.count <= 40 })
    }
}
