import Domain
import Foundation

/// The ladder as its definition has it, slow and with settings, so that each of its parts can be left out.
struct PlainLadder: SeriesMethod {
    struct Settings {
        /// Hours of the sums; 0 is the row.
        var scales = [0.0, 1, 4, 16]
        /// Days of the half-lives of the means.
        var memories = [1.0, 2, 4]
        var rests = true
        /// Whether a row is divided by a learned shape of the day.
        var hasSeason = false
        /// Whether a sum teaches no more than three deviations.
        var clips = false
    }

    private struct Pair {
        let scale: Int
        let pace: Double
        let paceOfVariance: Double
        var mean = 0.0
        var variance = 0.0
        var taught = 0.0
    }

    private let settings: Settings
    private let step: Double
    private let lengths: [Int]
    private var pairs: [Pair] = []
    private var trail: Trail
    private var sums: [Double]
    private var news: (at: Instant, surprise: Double)?
    private var last: Instant?
    private var slots = [Double](repeating: 0, count: 48)
    private var visits = [Double](repeating: 0, count: 48)

    init(step: Double, _ settings: Settings = Settings()) {
        self.settings = settings
        self.step = step
        lengths = settings.scales.map { max(1, Int(($0 / 24 / step).rounded())) }
        sums = lengths.map { _ in 0 }
        trail = Trail(rows: (lengths.max() ?? 1) + 1)
        for scale in lengths.indices {
            for days in settings.memories {
                pairs.append(
                    Pair(
                        scale: scale, pace: 1 - exp2(-step / days), paceOfVariance: 1 - exp2(-step / days / 2)
                    ))
            }
        }
    }

    mutating func score(_ value: Double, at time: Instant) -> Double {
        let missing = last.map { ((time - $0) / .seconds(step * 86400)).rounded() - 1 } ?? 0
        for _ in 0..<Int(min(max(missing, 0), Double(lengths.max() ?? 1))) { add(0) }
        last = time
        add(settings.hasSeason ? value / season(value, at: time) : value)
        let surprise = surprise()
        guard trail.rows > 65 else { return 0 }
        let score = surprise / (surprise + 1.35)
        guard surprise >= 1.35, settings.rests else { return score }
        if let news, time - news.at < .seconds(86400), surprise < news.surprise + 0.8 { return score / 2 }
        news = (time, surprise)
        return score
    }

    private mutating func add(_ value: Double) {
        trail.add(value)
        for scale in lengths.indices { sums[scale] += value - trail.ago(lengths[scale]) }
    }

    private mutating func surprise() -> Double {
        var sum = 0.0
        for index in pairs.indices {
            var pair = pairs[index]
            let length = lengths[pair.scale]
            guard trail.rows >= length else { continue }
            pair.taught += 1
            let taught = pair.taught
            // A season divides counts, so that what is left is not whole.
            let least = settings.hasSeason ? 1e-6 * pair.mean * pair.mean + 1e-12 : 1
            let deviation = (pair.variance + least).squareRoot()
            var difference = sums[pair.scale] - pair.mean
            if trail.rows > 4 * length { sum += log1p(max(difference / deviation, 0)) }
            if settings.clips, taught > 50 {
                difference = min(max(difference, -3 * deviation), 3 * deviation)
            }
            pair.mean += max(pair.pace, 1 / taught) * difference
            if taught > 1 {
                pair.variance +=
                    max(pair.paceOfVariance, 1 / taught) * (difference * difference - pair.variance)
            }
            pairs[index] = pair
        }
        return sum / Double(pairs.count)
    }

    /// How many times the usual a half hour of the day has, believed as far as it was seen.
    private mutating func season(_ value: Double, at time: Instant) -> Double {
        let slot = Int(time.milliseconds / 1_800_000) % 48
        let mean = slots.reduce(0, +) / 48
        let known = visits[slot] * step
        let factor = mean > 0 ? (slots[slot] / mean * known + 0.1) / (known + 0.1) : 1
        visits[slot] += 1
        slots[slot] += max(1 / visits[slot], step * 48 / 10) * (value - slots[slot])
        return min(max(factor, 0.2), 5)
    }
}
