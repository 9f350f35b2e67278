import Domain
import Testing

@testable import Outcomes

@Suite struct UsualMovesTests {
    private static let end = PriceRecordTests.at(200, 0)

    /// A price each hour, day and night, that rises by a thousandth of the first a day.
    private static let prices = PriceRecord(
        (0..<(200 * 24)).map { hour in
            .init(at: PriceRecordTests.at(0, Double(hour)), price: 100 + Double(hour) / 240)
        }, knownAt: end)

    private static func usual(_ window: StudyWindow, alerts: [Instant] = []) -> UsualMoves? {
        UsualMoves(before: PriceRecordTests.at(150, 12.5), over: window, of: prices, alerts: alerts)
    }

    @Test func `The same clock time on each of the 120 days before says what is usual`() throws {
        let usual = try #require(Self.usual(.day))
        #expect(usual.change.count == 120)
        #expect(abs(usual.change.median - 0.1 / 109) < 1e-4)
        #expect(usual.range != nil)
    }

    @Test func `Times whose window touches that of an alert do not count`() throws {
        let alert = PriceRecordTests.at(100, 12)
        #expect(try #require(Self.usual(.day, alerts: [alert])).change.count == 118)
        #expect(try #require(Self.usual(.fiveDays, alerts: [alert])).change.count == 110)
        let often = (30..<150).map { PriceRecordTests.at($0, 12) }
        #expect(Self.usual(.day, alerts: often) == nil, "no quiet day is left")
    }

    @Test func `Nothing is usual before there are twenty such times`() {
        let few = PriceRecord(
            PriceRecordTests.hourly(days: Array(130..<150)), knownAt: Self.end)
        #expect(
            UsualMoves(before: PriceRecordTests.at(149, 15), over: .day, of: few, alerts: []) == nil)
    }

    @Test func `A weekend counts once`() throws {
        let weekdays = (0..<150).filter { $0 % 7 < 5 }
        let record = PriceRecord(PriceRecordTests.hourly(days: weekdays), knownAt: Self.end)
        let usual = try #require(
            UsualMoves(before: PriceRecordTests.at(140, 22), over: .day, of: record, alerts: []))
        // Of seven evenings those of Friday, Saturday and Sunday lead from Friday's close to Monday, but two
        // of them to its open and one to its close.
        #expect(usual.change.count < 120 * 6 / 7 + 2)
    }
}
