import Domain
import Foundation

/// A burst of an invented series, in rows.
struct LabeledBurst {
    let start: Int
    /// Hours in which the burst falls to a third.
    let decay: Double
    /// How many times the mean of the series it adds.
    let height: Double
    /// Rows in which finding it counts.
    let window: Range<Int>
}

/// A dense series whose bursts are known.
///
/// Counts with a season of day and week, a level that drifts and is shifted, noise wider than chance, outages,
/// gaps, and jobs that add the same rows every day.
struct InventedCounts {
    enum Noise {
        /// Rows err independently of each other.
        case independent
        /// What people pass on comes in clusters of all sizes, none as high as a burst.
        case clustered
    }

    static let days = 56.0
    /// What comes before teaches, and is not scored.
    static let learning = 10.0

    /// Rows from one to the next, in days.
    let step: Double
    private(set) var values: [Double] = []
    private(set) var times: [Instant] = []
    private(set) var bursts: [LabeledBurst] = []

    /// Rows that teach only.
    var scoredFrom: Int { Int(Self.learning / step) }

    init(minutes: Double, noise: Noise, seed: UInt64) {
        step = minutes / 1440
        var random = SplitMix64(seed: seed)
        var means = level(&random)
        addJobs(to: &means, &random)
        addBursts(to: &means, &random)
        if noise == .clustered { addClusters(to: &means, &random) }
        // Negative-binomial: a Poisson whose mean is spread by a gamma of this shape.
        let shape = exp(1 + 2.5 * random.uniform())
        values = means.map { Double(random.poisson(min($0, 1e5) * random.gamma(shape) / shape)) }
        times = values.indices.map {
            Instant(milliseconds: 1_767_225_600_000 + Int64(Double($0) * minutes * 60_000))
        }
        addOutages(&random)
    }

    /// The mean of each row: season, drift, and a shift of the level in half of the series.
    private func level(_ random: inout SplitMix64) -> [Double] {
        let rate = exp(0.5 + 1.5 * random.normal()) * min(step * 288, 12)
        let peak = random.uniform()
        let depth = 0.9 * random.uniform()
        let weekend = 0.3 + 0.7 * random.uniform()
        let shift = random.uniform() < 0.5 ? Self.learning + 40 * random.uniform() : .infinity
        let size = exp(random.uniform() < 0.5 ? 0.7 : -0.7)
        let keep = exp(-step / 3)
        var drift = 0.0
        return (0..<Int(Self.days / step)).map { row in
            let time = Double(row) * step
            drift = drift * keep + 0.25 * (1 - keep * keep).squareRoot() * random.normal()
            let day = 1 + depth * cos(2 * .pi * (time - peak))
            let week = Int(time) % 7 >= 5 ? weekend : 1
            return rate * day * week * exp(drift) * (time >= shift ? size : 1)
        }
    }

    /// In a third of the series, a row of every day has ten times as many.
    private func addJobs(to means: inout [Double], _ random: inout SplitMix64) {
        guard random.uniform() < 1.0 / 3 else { return }
        let rows = max(1, Int(1 / step))
        let mean = means.reduce(0, +) / Double(means.count)
        let first = Int(random.uniform() * Double(rows))
        for row in stride(from: first, to: means.count, by: rows) { means[row] += 10 * mean }
    }

    /// Six a day, with heights of a Pareto tail up to twice the usual, falling to a third in an hour.
    private func addClusters(to means: inout [Double], _ random: inout SplitMix64) {
        let usual = means.reduce(0, +) / Double(means.count)
        var time = random.exponential(mean: 1.0 / 6)
        while time < Self.days {
            let height = usual * min(2, 0.3 * pow(random.uniform(), -1 / 1.5))
            let start = Int(time / step)
            for row in start..<min(means.count, start + Int(6.0 / 24 / step) + 1) {
                means[row] += height * exp(-Double(row - start) * step * 24)
            }
            time += random.exponential(mean: 1.0 / 6)
        }
    }

    /// About one a week, of three to thirty times the usual, at once and then falling.
    private mutating func addBursts(to means: inout [Double], _ random: inout SplitMix64) {
        var time = random.exponential(mean: 7)
        let usual = means.reduce(0, +) / Double(means.count)
        while time < Self.days - 1 {
            let decay = [0.5, 2, 8][Int(random.next() % 3)]
            let height = 3 * pow(10, random.uniform())
            let start = Int(time / step)
            let end = min(means.count, start + max(1, Int(max(3, 3 * decay) / 24 / step)))
            for row in start..<min(means.count, start + Int(10 * decay / 24 / step) + 1) {
                means[row] += usual * height * exp(-Double(row - start) * step * 24 / decay)
            }
            bursts.append(LabeledBurst(start: start, decay: decay, height: height, window: start..<end))
            time += 1 + random.exponential(mean: 6)
        }
    }

    /// Two outages, of which one is rows of 0 and the other rows that are missing, outside of bursts.
    private mutating func addOutages(_ random: inout SplitMix64) {
        for isGap in [false, true] {
            let start = Int((Self.learning + random.uniform() * (Self.days - Self.learning - 1)) / step)
            let rows = start..<min(values.count, start + max(1, Int((1 + 11 * random.uniform()) / 24 / step)))
            guard !bursts.contains(where: { $0.window.overlaps(rows) }) else { continue }
            for row in rows { values[row] = isGap ? -1 : 0 }
        }
    }

    /// Scores of a method for every row; rows that are missing are not shown to it and score 0.
    func scores(_ method: some SeriesMethod) -> [Double] {
        var method = method
        return values.indices.map { row in
            values[row] < 0 ? 0 : method.score(values[row], at: times[row])
        }
    }
}

/// What scores the rows of a series, one after the other.
protocol SeriesMethod {
    mutating func score(_ value: Double, at time: Instant) -> Double
}
