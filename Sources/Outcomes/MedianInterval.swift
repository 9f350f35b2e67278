import Domain

/// How far the median of a few cases may be from that of all such cases: 95 % by the percentile bootstrap.
///
/// Cases are drawn with replacement, as many as there are, and the median is taken, 2,000 times; the interval
/// holds the middle 95 % of these medians. The draws are the same each time. It takes the cases for
/// independent: several in one crisis are not, and make it too narrow.
///
/// Source: Efron 1979, "Bootstrap methods: another look at the jackknife"; Efron and Tibshirani 1993, section
/// 13.3.
public struct MedianInterval: Sendable, Equatable {
    private static let draws = 2000
    private static let seed: UInt64 = 1997

    /// The lower end.
    public let low: Double
    /// The upper end.
    public let high: Double

    /// The interval of some numbers; nil without any.
    init?(_ numbers: [Double]) {
        guard !numbers.isEmpty else { return nil }
        var random = SplitMix64(seed: Self.seed)
        let medians = (0..<Self.draws).map { _ in
            let drawn = numbers.map { _ in numbers[Int.random(in: numbers.indices, using: &random)] }
            return Spread.quantile(0.5, of: drawn.sorted())
        }.sorted()
        low = Spread.quantile(0.025, of: medians)
        high = Spread.quantile(0.975, of: medians)
    }
}
