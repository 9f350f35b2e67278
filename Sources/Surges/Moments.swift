import Glibc

/// Mean and variance of four sums with one memory: exponential averages, whose first rows teach quickly.
struct Moments: Codable, Equatable, Sendable {
    /// The least variance of whole counts, and of other values: a share of the squared mean, and what keeps a
    /// division by zero away.
    private static let leastOfCounts = 1.0
    private static let leastShare = 1e-6
    private static let leastOfAll = 1e-12

    private let pace: Double
    private let paceOfVariance: Double
    private(set) var mean = SIMD4<Double>.zero
    private var variance = SIMD4<Double>.zero

    /// - Parameter halfLife: Of the mean, in rows; the variance has twice that.
    init(halfLife: Double) {
        pace = 1 - exp2(-1 / halfLife)
        paceOfVariance = 1 - exp2(-0.5 / halfLife)
    }

    /// How many deviations each sum is above its mean; negative below it.
    func deviations(of sums: SIMD4<Double>, isWhole: Bool) -> SIMD4<Double> {
        let least =
            isWhole
            ? SIMD4(repeating: Self.leastOfCounts) : mean * mean * Self.leastShare + Self.leastOfAll
        return (sums - mean) / (variance + least).squareRoot()
    }

    /// Learns from sums where a scale has one.
    ///
    /// - Parameter taught: Rows that taught, this one included, for each scale.
    mutating func learn(_ sums: SIMD4<Double>, taught: SIMD4<Double>, where mask: SIMDMask<SIMD4<Int64>>) {
        let difference = sums - mean
        let young = 1 / taught
        let pace = young.replacing(with: self.pace, where: young .< self.pace)
        mean.replace(with: mean + pace * difference, where: mask)
        // The first row is the mean; it has no deviation from it.
        let slow = young.replacing(with: paceOfVariance, where: young .< paceOfVariance)
        variance.replace(
            with: variance + slow * (difference * difference - variance), where: mask .& (taught .> 1))
    }
}
