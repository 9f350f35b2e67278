import Domain
import Surges
import Testing

/// Rows that are missing, and times that are not even.
@Suite struct GapTests: InventedSeries {
    /// Readings without the rows of a range.
    private func readings(_ values: [Double], without gap: Range<Int>) -> [(row: Int, reading: SurgeReading)]
    {
        var detector = SurgeDetector()
        return values.indices.filter { !gap.contains($0) }.map { row in
            (row, detector.score(values[row], at: Instant(seconds: Self.start + Int64(row) * 300)))
        }
    }

    @Test(arguments: [1, 12, 100, 288, 2000])
    func `A gap is no surge, neither in it nor behind it`(length: Int) {
        let values = series(days: 20, rate: 50)
        let readings = readings(values, without: 2600..<2600 + length)
        #expect(readings.allSatisfy { $0.reading.verdict == .quiet })
        let sums = readings.first { $0.row == 2600 + length }?.reading.sums
        #expect(sums?[0] == values[2600 + length])
        #expect(
            sums?[1]
                == values[(2600 + length - 11)...(2600 + length)].enumerated().reduce(0) { sum, next in
                    let row = 2600 + length - 11 + next.offset
                    return sum + (row >= 2600 && row < 2600 + length ? 0 : next.element)
                })
    }

    @Test func `A burst behind a gap is news`() {
        let readings = readings(series(days: 12, rate: 50, bursts: [2000]), without: 1900..<1990)
        #expect(readings.contains { $0.reading.verdict == .news && $0.row >= 2000 && $0.row < 2012 })
    }

    @Test func `A gap of centuries costs no more than the sums remember`() {
        var detector = SurgeDetector()
        for row in 0..<1000 as Range<Int64> { _ = detector.score(3, at: Instant(seconds: row)) }
        let far = Instant(seconds: 200_000_000_000)
        #expect(detector.score(3, at: far).sums == SIMD4(repeating: 3))
    }

    @Test func `Times that tremble around the interval lose no row`() {
        let values = series(days: 8, rate: 20, bursts: [1800])
        var random = SplitMix64(seed: 3)
        var detector = SurgeDetector()
        let trembling = values.enumerated().map { row, value in
            let late = Int64.random(in: 0..<60, using: &random)
            return detector.score(value, at: Instant(seconds: Self.start + Int64(row) * 300 + late))
        }
        #expect(trembling.map(\.sums) == readings(values).map(\.sums))
    }
}
