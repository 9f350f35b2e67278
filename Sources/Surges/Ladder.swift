import Glibc

/// Four trailing sums, and what is known of each with three memories.
struct Ladder: Codable, Equatable, Sendable {
    /// Hours that each sum is over; 0 is the row.
    static let scales: [Int64] = [0, 1, 4, 16]
    /// Half-lives of the means, in hours; deviations remember twice as long.
    private static let memories: [Double] = [24, 48, 96]
    /// Milliseconds.
    static let shortestHour: Int64 = 3_600_000
    /// A scale speaks after so many times its length.
    private static let patience = 4
    /// A z above it counts as it, so that the product of twelve is finite.
    private static let greatest = 1e25

    /// What counts as an hour, in milliseconds: an hour, or the interval where rows are further apart.
    ///
    /// Sixteen hours of daily rows would be one row, and a day's memory none. Such a series is read as if its
    /// rows were an hour apart.
    let hour: Int64
    /// Milliseconds from row to row.
    private let interval: Int64
    private let speakingAfter: SIMD4<Double>
    private var sums: TrailingSums
    private var moments: [Moments]
    /// Rows that taught something about each scale.
    private var taught = SIMD4<Double>.zero
    private var isWhole = true

    /// - Parameter interval: Milliseconds from row to row, at least 1.
    init(interval: Int64) {
        let hour = max(interval, Self.shortestHour)
        self.interval = interval
        self.hour = hour
        sums = TrailingSums(lengths: Self.scales.map { max(1, Int(($0 * hour + interval / 2) / interval)) })
        moments = Self.memories.map { Moments(halfLife: $0 * Double(hour) / Double(interval)) }
        speakingAfter = sums.lengths * Double(Self.patience)
    }

    /// How far a row is above what was known, and what it teaches.
    ///
    /// - Parameter step: Milliseconds since the row before; nil for the first.
    mutating func climb(_ value: Double, after step: Int64?) -> SurgeReading {
        if let step { skip(step) }
        if isWhole, value != value.rounded() { isWhole = false }
        sums.add(value)
        let rows = Double(sums.rows)
        let speaks = rows .> speakingAfter
        let fills = rows .>= sums.lengths
        taught.replace(with: taught + 1, where: fills)
        var reading = SurgeReading()
        var product = SIMD4<Double>(repeating: 1)
        for index in moments.indices {
            let z = moments[index].deviations(of: sums.values, isWhole: isWhole)
            let above = z.replacing(with: Self.greatest, where: z .> Self.greatest)
            product *= SIMD4(repeating: 1).replacing(with: above + 1, where: speaks .& (z .> 0))
            reading.deviations += z
            reading.usual += moments[index].mean
            moments[index].learn(sums.values, taught: taught, where: fills)
        }
        let count = Double(moments.count)
        // One logarithm of the product in place of twelve.
        reading.surprise = log(product[0] * product[1] * product[2] * product[3]) / (4 * count)
        reading.deviations = SIMD4.zero.replacing(with: reading.deviations / count, where: speaks)
        reading.usual /= count
        reading.sums = sums.values
        return reading
    }

    /// Takes rows that are missing as 0 in the sums; what nobody saw teaches nothing.
    private mutating func skip(_ step: Int64) {
        // A step a little over half too long is still one row.
        let missing = (step + interval / 2) / interval - 1
        if missing > 0 { sums.skip(Int(min(missing, Int64(sums.capacity)))) }
    }
}
