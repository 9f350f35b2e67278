import Domain
import Testing

@Suite struct PriceSeriesTests {
    private static let start = Instant(seconds: 1_795_426_200)

    private func change(_ prices: [Double]) -> Double? {
        let points = prices.enumerated().map {
            PriceSeries.Point(at: Self.start + .seconds(60 * $0), price: $1)
        }
        return PriceSeries(points).change(since: Self.start)
    }

    @Test(arguments: [
        [325, 79.75], [5.85, 0.0585], [0.0585, 5.85], [90, 91, 60.4, 61], [10, 5.1], [2, 30.5], [1.2, 1212],
    ])
    func `A jump that a split or a change of unit makes is no move`(prices: [Double]) {
        #expect(change(prices) == nil)
    }

    @Test func `A fall is told, also a deep one that comes in steps`() throws {
        #expect(try #require(change([100, 93])) == 93 / 100.0 - 1)
        #expect(try #require(change([100, 78, 60, 50])) == -0.5)
        #expect(try #require(change([100, 43])) == 43 / 100.0 - 1)
        #expect(try #require(change([8, 12])) == 0.5)
    }

    @Test func `Prices that are not above zero have no move in percent`() {
        #expect(change([-10, -20]) == nil)
        #expect(change([12, -37]) == nil)
        #expect(change([0, 3]) == nil)
    }

    @Test func `Without a price that old there is no move`() {
        let series = PriceSeries([.init(at: Self.start, price: 3)])
        #expect(series.change(since: Self.start - .seconds(1)) == nil)
        #expect(series.last == 3)
        #expect(PriceSeries([]).last == nil)
    }
}
