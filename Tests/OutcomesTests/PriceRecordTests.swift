import Domain
import Testing

@testable import Outcomes

@Suite struct PriceRecordTests {
    /// A Monday, 00:00 UTC.
    static let monday = Instant(seconds: 1_795_392_000)

    static func at(_ day: Int, _ hour: Double) -> Instant {
        monday + .seconds(day * 86400) + .seconds(hour * 3600)
    }

    /// Hourly prices from 14:00 to 20:00 on some days, each a cent more than the one before.
    static func hourly(days: [Int], from price: Double = 100) -> [PriceSeries.Point] {
        days.flatMap { day in (14...20).map { at(day, Double($0)) } }.enumerated().map { number, time in
            .init(at: time, price: price + Double(number) / 100)
        }
    }

    private static let later = at(40, 0)
    private static let week = PriceRecord(hourly(days: [0, 1, 2, 3, 4, 7, 8]), knownAt: later)

    @Test func `A window goes from the price known at its time to the last one inside`() throws {
        let move = try #require(Self.week.move(from: Self.at(0, 14.5), over: .hour))
        #expect(move.start.at == Self.at(0, 14) && move.end.at == Self.at(0, 15))
        let day = try #require(Self.week.move(from: Self.at(0, 14.5), over: .day))
        #expect(day.end.at == Self.at(1, 14))
        #expect(abs(day.change - 0.07 / 100) < 1e-12)
        let days = try #require(Self.week.move(from: Self.at(0, 14.5), over: .fiveDays))
        #expect(days.end.at == Self.at(4, 20), "Saturday knows the price of Friday")
    }

    @Test func `Closed hours lengthen a window to the next price`() throws {
        let hour = try #require(Self.week.move(from: Self.at(4, 22), over: .hour))
        #expect(hour.start.at == Self.at(4, 20) && hour.end.at == Self.at(7, 14))
        let saturday = try #require(Self.week.move(from: Self.at(5, 12), over: .day))
        #expect(saturday.end.at == Self.at(7, 14))
    }

    @Test func `A window counts once a price behind its end is known, and none before the first price`() {
        #expect(Self.week.move(from: Self.at(8, 19), over: .hour) != nil)
        #expect(Self.week.move(from: Self.at(8, 19.5), over: .hour) == nil)
        #expect(Self.week.move(from: Self.at(0, 13), over: .hour) == nil)
        let earlier = PriceRecord(Self.hourly(days: [0, 1, 2]), knownAt: Self.at(1, 14.25))
        #expect(
            earlier.move(from: Self.at(0, 14.5), over: .day) == nil, "the price at 15:00 is of the future")
    }

    @Test func `No window reaches across a gap of more than four days`() {
        let prices = PriceRecord(Self.hourly(days: [0, 1, 8, 9]), knownAt: Self.later)
        #expect(prices.move(from: Self.at(1, 20), over: .hour) == nil)
        #expect(prices.move(from: Self.at(1, 15), over: .fiveDays) == nil)
        #expect(prices.move(from: Self.at(1, 15), over: .hour) != nil)
        #expect(prices.move(from: Self.at(8, 15), over: .day) != nil)
    }

    @Test(arguments: [0.25, 0.1, 2, 100])
    func `A split or another unit is no move`(factor: Double) {
        let prices = Self.hourly(days: [0, 1, 2]).map { point in
            point.at < Self.at(1, 17) ? point : .init(at: point.at, price: point.price * factor)
        }
        let record = PriceRecord(prices, knownAt: Self.later)
        #expect(record.move(from: Self.at(1, 15), over: .day) == nil)
        #expect(record.move(from: Self.at(1, 16.5), over: .hour) == nil)
        #expect(record.move(from: Self.at(1, 17), over: .hour) != nil)
    }

    @Test(arguments: [0, -3, Double.nan, .infinity])
    func `What is no price is left out`(bad: Double) {
        let good = Self.hourly(days: [0, 1])
        let dirty =
            good + [.init(at: Self.at(0, 14.75), price: bad), .init(at: Self.at(1, 20.5), price: bad)]
        #expect(PriceRecord(dirty, knownAt: Self.later) == PriceRecord(good, knownAt: Self.later))
    }

    @Test func `Order means nothing, and of two prices at one time the last told counts`() {
        let good = Self.hourly(days: [0, 1])
        #expect(
            PriceRecord(good.reversed(), knownAt: Self.later) == PriceRecord(good, knownAt: Self.later))
        let twice = PriceRecord([.init(at: Self.at(0, 14), price: 1)] + good, knownAt: Self.later)
        #expect(twice == PriceRecord(good, knownAt: Self.later))
    }

    @Test func `No price, one price and prices that never move say what they can`() throws {
        #expect(PriceRecord([], knownAt: Self.later).move(from: Self.at(0, 14), over: .day) == nil)
        let one = PriceRecord([.init(at: Self.at(0, 14), price: 5)], knownAt: Self.later)
        #expect(one.step == nil)
        #expect(one.move(from: Self.at(0, 15), over: .day) == nil)
        let flat = PriceRecord(
            Self.hourly(days: [0, 1, 2]).map { .init(at: $0.at, price: 5) }, knownAt: Self.later)
        let move = try #require(flat.move(from: Self.at(0, 15), over: .day))
        #expect(move.change == 0 && move.range == 0)
    }

    @Test func `Prices once a day tell of no hour, and a date counts from the end of its day`() throws {
        let daily = PriceRecord(
            (0..<5).map { .init(at: Self.at($0, 0), price: 100 + Double($0)) }, knownAt: Self.later)
        #expect(daily.move(from: Self.at(2, 15), over: .hour) == nil)
        let move = try #require(daily.move(from: Self.at(2, 15), over: .day))
        #expect(move.start.price == 101, "Tuesday's close: Wednesday's is not known at three o'clock")
        #expect(move.end.price == 102)
        #expect(move.range == nil)
    }

    @Test func `The range is that of the prices in the window, with at least two after the first`() throws {
        let prices = [100.0, 110, 90, 95, 96].enumerated().map { number, price in
            PriceSeries.Point(at: Self.at(0, Double(10 + number)), price: price)
        }
        let record = PriceRecord(prices + [.init(at: Self.at(1, 11), price: 97)], knownAt: Self.later)
        let move = try #require(record.move(from: Self.at(0, 10), over: .day))
        #expect(abs((move.range ?? 0) - 0.2) < 1e-12)
        #expect(try #require(record.move(from: Self.at(0, 10), over: .hour)).range == nil)
    }

    @Test func `A change of the index needs prices near both times`() {
        #expect(
            Self.week.change(from: Self.at(0, 14.1), to: Self.at(1, 14.1), tolerance: .seconds(900)) != nil)
        #expect(Self.week.change(from: Self.at(0, 14.5), to: Self.at(1, 14), tolerance: .seconds(900)) == nil)
        #expect(Self.week.change(from: Self.at(0, 14), to: Self.at(0, 14.1), tolerance: .seconds(900)) == nil)
    }
}
