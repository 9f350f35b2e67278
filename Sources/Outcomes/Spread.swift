/// How some numbers are spread.
public struct Spread: Sendable, Equatable {
    /// From so many on a twentieth at each end is at least one of them; fewer are shown from the lowest to
    /// the highest.
    static let fewestForPercentiles = 20

    /// How many numbers.
    public let count: Int
    /// The median.
    public let median: Double
    /// The 5th percentile; of fewer than 20 numbers the lowest.
    public let low: Double
    /// The 95th percentile; of fewer than 20 numbers the highest.
    public let high: Double

    /// Whether `low` and `high` hold nine of ten numbers between them, not all.
    public var isNineOfTen: Bool { count >= Self.fewestForPercentiles }

    /// The spread of some numbers; nil without any.
    init?(_ numbers: [Double]) {
        let sorted = numbers.sorted()
        guard let lowest = sorted.first, let highest = sorted.last else { return nil }
        let isMany = sorted.count >= Self.fewestForPercentiles
        count = sorted.count
        median = Self.quantile(0.5, of: sorted)
        low = isMany ? Self.quantile(0.05, of: sorted) : lowest
        high = isMany ? Self.quantile(0.95, of: sorted) : highest
    }

    /// A quantile by linear interpolation between the two numbers next to it.
    ///
    /// Source: Hyndman and Fan 1996, "Sample quantiles in statistical packages", definition 7.
    ///
    /// - Parameter sorted: Numbers in rising order, at least one.
    static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}
