import Domain
import Foundation
import Surges

/// The detector that ships.
struct Shipped: SeriesMethod {
    private var detector = SurgeDetector()

    mutating func score(_ value: Double, at time: Instant) -> Double {
        detector.score(value, at: time).score
    }
}

/// The values of trailing rows, the last of them at most so many rows ago.
struct Trail {
    private var values: [Double] = []
    private let capacity: Int
    private(set) var rows = 0

    init(rows capacity: Int) {
        self.capacity = capacity
        values = [Double](repeating: 0, count: capacity)
    }

    mutating func add(_ value: Double) {
        values[rows % capacity] = value
        rows += 1
    }

    /// The value so many rows ago, 0 for the last; 0 before the first.
    func ago(_ age: Int) -> Double { age < rows ? values[(rows - 1 - age) % capacity] : 0 }
}

/// Standard deviations above the mean of the seven days before, of the row or of the trailing hour.
struct RollingZ: SeriesMethod {
    private let length: Int
    private let memory: Int
    private var trail: Trail
    private var sums: Trail
    private var sum = 0.0
    private var (total, squares) = (0.0, 0.0)

    init(step: Double, ofHour: Bool) {
        length = ofHour ? max(1, Int(1 / 24 / step)) : 1
        memory = Int(7 / step)
        trail = Trail(rows: length + 1)
        sums = Trail(rows: memory + 1)
    }

    mutating func score(_ value: Double, at time: Instant) -> Double {
        trail.add(value)
        sum += value - trail.ago(length)
        let count = Double(min(sums.rows, memory))
        let mean = total / max(count, 1)
        let spread = max(squares / max(count, 1) - mean * mean, 1).squareRoot()
        sums.add(sum)
        let gone = sums.ago(memory)
        total += sum - gone
        squares += sum * sum - gone * gone
        return count > 100 ? max((sum - mean) / spread, 0) : 0
    }
}

/// EARS C2 of the trailing hour (Hutwagner and others 2003): seven same hours of earlier days, two days apart.
struct EarsC2: SeriesMethod {
    private let (hour, day): (Int, Int)
    private var trail: Trail
    private var sums: Trail
    private var sum = 0.0

    init(step: Double) {
        hour = max(1, Int(1 / 24 / step))
        day = Int(1 / step)
        trail = Trail(rows: hour + 1)
        sums = Trail(rows: 10 * day)
    }

    mutating func score(_ value: Double, at time: Instant) -> Double {
        trail.add(value)
        sum += value - trail.ago(hour)
        sums.add(sum)
        let baseline = (3...9).map { sums.ago($0 * day) }
        let mean = baseline.reduce(0, +) / 7
        let variance = baseline.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 6
        return sums.rows > 9 * day ? max((sum - mean) / max(variance, 1).squareRoot(), 0) : 0
    }
}

/// Residuals of a shape of the week, and the tail of what exceeds their 98th percentile.
///
/// Streaming peaks over a threshold (Siffer and others 2017), with a generalized Pareto tail by moments.
struct SeasonalTail: SeriesMethod {
    /// Half hours of a week.
    private var shape = [Double](repeating: 0, count: 336)
    private var visits = [Double](repeating: 0, count: 336)
    private let hour: Int
    private let calibration: Int
    private var trail: Trail
    private var sum = 0.0
    private var first: [Double] = []
    private var threshold = 0.0
    private var (rows, excesses, total, squares) = (0.0, 0.0, 0.0, 0.0)

    init(step: Double) {
        hour = max(1, Int(1 / 24 / step))
        calibration = Int(8 / step)
        trail = Trail(rows: hour + 1)
    }

    mutating func score(_ value: Double, at time: Instant) -> Double {
        trail.add(value)
        sum += value - trail.ago(hour)
        // Of about the same spread at all levels (Anscombe 1948).
        let level = (max(sum, 0) + 0.375).squareRoot()
        let slot = Int(time.milliseconds / 1_800_000) % 336
        let residual = visits[slot] > 0 ? level - shape[slot] : 0
        visits[slot] += 1
        shape[slot] += max(1 / visits[slot], 0.25 * 30 / (30 * Double(hour))) * (level - shape[slot])
        return surprise(residual)
    }

    private mutating func surprise(_ residual: Double) -> Double {
        if first.count < calibration {
            first.append(residual)
            guard first.count == calibration else { return 0 }
            threshold = first.sorted()[calibration * 98 / 100]
            for residual in first { learn(residual) }
            return 0
        }
        defer { learn(residual) }
        guard residual > threshold, excesses > 1 else { return 0 }
        let mean = total / excesses
        let variance = max(squares / excesses - mean * mean, 1e-9)
        let tail = 0.5 * (1 - mean * mean / variance)
        let scale = 0.5 * mean * (mean * mean / variance + 1)
        let inner = 1 + tail * (residual - threshold) / scale
        let exceedance =
            tail.magnitude < 1e-6 ? (residual - threshold) / scale : log(max(inner, 1e-300)) / tail
        return max(-log(excesses / rows) + exceedance, 0)
    }

    private mutating func learn(_ residual: Double) {
        rows += 1
        guard residual > threshold else { return }
        excesses += 1
        total += residual - threshold
        squares += (residual - threshold) * (residual - threshold)
    }
}
