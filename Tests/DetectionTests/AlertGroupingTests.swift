import Detection
import Domain
import TestSupport
import Testing

@Suite struct AlertGroupingTests: DetectorScene {
    /// A crisis of seven banks: each has ten stories of its own, and they come half an hour apart.
    private var crisis: [AssessedItem] {
        (0..<7).flatMap { company in
            (0..<10).map { number in
                story(
                    400_000 + company * 100 + number, "BANK\(company)", negative: true,
                    hour: 470 + Double(company) / 2 + Double(number) / 10, feed: number % 2 == 0 ? "a" : "b")
            }
        }
    }

    @Test
    func `When far more companies fire than usual, each has its alert, and the later ones name the others`()
        throws
    {
        var rule = WatchRule(id: "pager", streams: [try #require(StreamPattern("entity:BANK5"))])
        rule.severity = .critical
        var detector = detector { $0.rules = [rule] }
        var alerts = stream(calm(days: 25) + crisis, &detector)
        alerts += detector.advance(to: Self.start + .seconds(900 * 3600)).alerts
        let entities = alerts.filter { $0.stream.name.hasPrefix("entity:BANK") }
        let fired = entities.filter { $0.sequence == 0 }
        #expect(fired.map(\.stream) == (0...6).map { .entity("BANK\($0)") })
        #expect(Set(fired.map(\.id)).count == 7)
        #expect(fired.map(\.rule) == [nil, nil, nil, nil, nil, "pager", nil])
        #expect(fired.prefix(3).allSatisfy { $0.joined.isEmpty })
        #expect(fired[6].joined == (0...5).map { .entity("BANK\($0)") })
        let symbol = fired[0].stream.symbol ?? ""
        let told = fired[6].with(namesOfJoined: [symbol: "First Inc."]).explanation
        #expect(
            told.contains(
                " Alerts about 6 other entities fired in the six hours before, more than chance explains: "))
        #expect(told.contains("First Inc. (\(symbol))"))
        #expect(!told.contains("entity:"), "\(told)")
        #expect(entities.count { $0.state == .resolved } == 7)
    }
}
