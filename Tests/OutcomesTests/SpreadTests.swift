import Testing

@testable import Outcomes

@Suite struct SpreadTests {
    @Test func `From twenty numbers on nine of ten are between, of fewer all`() throws {
        let few = try #require(Spread([3, 1, 2, 10]))
        #expect(few.low == 1 && few.high == 10 && few.median == 2.5 && !few.isNineOfTen)
        let many = try #require(Spread((0...100).map(Double.init)))
        #expect(many.low == 5 && many.high == 95 && many.median == 50 && many.isNineOfTen)
        #expect(Spread([]) == nil)
        #expect(Spread([7])?.median == 7)
    }

    @Test func `The interval of the median holds it, is the same each time, and shrinks with more cases`()
        throws
    {
        let few = (0..<8).map { Double($0 * $0) }
        let many = (0..<80).map { Double($0 * $0) / 100 }
        let interval = try #require(MedianInterval(few))
        #expect(interval == MedianInterval(few))
        #expect(interval.low <= 12.5 && interval.high >= 12.5 && interval.low < interval.high)
        let narrow = try #require(MedianInterval(many))
        #expect((narrow.high - narrow.low) / 15.2 < (interval.high - interval.low) / 12.5)
        #expect(MedianInterval([2, 2, 2]).map { $0.low == 2 && $0.high == 2 } == true)
        #expect(MedianInterval([]) == nil)
    }
}
