/// A scale from values to coordinates, with round numbers as ticks.
///
/// It takes any input: bounds that are equal, swapped or no numbers are widened to a range that can be drawn.
public struct LinearScale: Sendable, Equatable {
    /// The least value.
    public let low: Double
    /// The greatest value, above `low`.
    public let high: Double
    /// The coordinate of `low`.
    public let start: Double
    /// The coordinate of `high`.
    public let end: Double

    /// A bar that ended at the frame would look cut off.
    private static let headroom = 1.04

    /// A scale between two values and two coordinates.
    ///
    /// - Parameter coordinates: Those of `low` and `high`; for an axis that grows upward the first is the
    ///   larger one.
    public init(low: Double, high: Double, coordinates: (start: Double, end: Double)) {
        let (least, greatest) = (min(low.drawable, high.drawable), max(low.drawable, high.drawable))
        self.low = least
        // An empty range would be divided by; half of a large value is more than its rounding error.
        self.high = greatest > least ? greatest : least + max(1, abs(least) / 2)
        start = coordinates.start.drawable
        end = coordinates.end.drawable
    }

    /// The coordinate of a value; one outside the range is drawn at its bound, and NaN at `low`.
    public func position(_ value: Double) -> Double {
        let bounded = value.isNaN ? low : value.clamped(low, high)
        return start + (bounded - low) / (high - low) * (end - start)
    }

    /// Round values within the range, at even steps of 1, 2 or 5 times a power of ten, in rising order.
    ///
    /// - Parameters:
    ///   - count: About how many are wanted; there are at most twice as many.
    ///   - leastStep: The least step: 1 for counts.
    public func ticks(_ count: Int, leastStep: Double = 0) -> [Double] {
        let step = max(Self.roundStep((high - low) / Double(min(max(count, 1), 100))), leastStep)
        let first = (low / step).rounded(.up)
        let last = (high / step).rounded(.down)
        guard first <= last, last - first < 1000 else { return [low] }
        return (0...Int(last - first)).map { (first + Double($0)) * step }
    }

    /// The scale of counts from 0 to a round number that is not below `most`.
    public static func counts(to most: Double, coordinates: (start: Double, end: Double)) -> LinearScale {
        let most = max(most.drawable * headroom, 1)
        let step = max(roundStep(most / 3) / 2, 1)
        return LinearScale(low: 0, high: (most / step).rounded(.up) * step, coordinates: coordinates)
    }

    /// The number of decimals that tells ticks at this step apart.
    static func decimals(step: Double) -> Int {
        var (step, count) = (abs(step), 0)
        while step > 0, step < 0.999, count < 6 {
            step *= 10
            count += 1
        }
        return count
    }

    /// The least of 1, 2, 5 times a power of ten that is not below a number.
    private static func roundStep(_ rough: Double) -> Double {
        guard rough.isFinite, rough > 0 else { return 1 }
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough, power > 1e-12 { power /= 10 }
        return [1, 2, 5].map { $0 * power }.first { $0 >= rough * (1 - 1e-9) } ?? 10 * power
    }
}
