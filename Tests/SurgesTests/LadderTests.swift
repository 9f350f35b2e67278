import Domain
import Glibc
import TestSupport
import Testing

@testable import Surges

/// The fast ladder beside a slow plain one that adds everything up anew.
@Suite struct LadderTests: InventedSeries {
    /// Surprises by the definition, for rows of five minutes without gaps.
    private func plainSurprises(_ values: [Double]) -> [Double] {
        let lengths = [1, 12, 48, 192]
        var means = [[Double]](repeating: [0, 0, 0], count: 4)
        var variances = means
        return values.indices.map { row in
            var sum = 0.0
            let isWhole = values[...row].allSatisfy { $0 == $0.rounded() }
            for (scale, length) in lengths.enumerated() where row + 1 >= length {
                let total = values[(row + 1 - length)...row].reduce(0, +)
                let taught = Double(row + 2 - length)
                for (memory, days) in [1.0, 2, 4].enumerated() {
                    let mean = means[scale][memory]
                    let least = isWhole ? 1 : 1e-6 * mean * mean + 1e-12
                    let z = (total - mean) / (variances[scale][memory] + least).squareRoot()
                    if row + 1 > 4 * length { sum += log1p(max(z, 0)) }
                    let difference = total - mean
                    means[scale][memory] += max(1 - exp2(-1 / (288 * days)), 1 / taught) * difference
                    if taught > 1 {
                        variances[scale][memory] +=
                            max(1 - exp2(-1 / (576 * days)), 1 / taught)
                            * (difference * difference - variances[scale][memory])
                    }
                }
            }
            return sum / 12
        }
    }

    @Test(arguments: [1, 0.37])
    func `Surprises are those of the definition`(unit: Double) {
        let values = series(days: 7, rate: 6, bursts: [1500]).map { $0 * unit }
        let surprises = readings(values).map(\.surprise)
        let plain = plainSurprises(values)
        #expect(surprises[..<65].allSatisfy { $0 == 0 })
        #expect(zip(surprises, plain).dropFirst(65).allSatisfy { ($0 - $1).magnitude < 1e-9 })
        #expect(plain.max() ?? 0 > 1.35)
    }

    @Test func `Sums are exact after a value that swallows all others`() {
        var sums = TrailingSums(lengths: [1, 12, 48, 192])
        var values: [Double] = []
        for row in 0..<2000 {
            let value = row % 500 == 100 ? 1e30 : Double(row % 7) / 10
            values.append(value)
            sums.add(value)
            for (scale, length) in [1, 12, 48, 192].enumerated() {
                let exact = values.suffix(length).reduce(0, +)
                #expect((sums.values[scale] - exact).magnitude <= 1e-9 * exact + 1e-12)
            }
        }
    }

    @Test func `Sums do not drift over a million rows`() {
        var sums = TrailingSums(lengths: [1, 12, 48, 192])
        for row in 0..<1_000_000 { sums.add(0.1 * Double(row % 10)) }
        #expect((sums.values[3] - 87.2).magnitude < 1e-9, "\(sums.values[3])")
    }

    @Test func `Rows of a millisecond keep no more than a bounded ring`() {
        #expect(TrailingSums(lengths: [1, 3_600_000, 14_400_000, 57_600_000]).capacity == 1 << 20)
    }
}
