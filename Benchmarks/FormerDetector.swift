import Domain
import Foundation

// Anomalies of a series of counts, online: row t is scored with what the rows before it taught.
//
// The count is taken to a scale on which its spread is about the same at all levels, by ln(1 + x) and by √(x
// + 3/8) (Anscombe 1948), and apart into a level and a spread (exponentially weighted, outliers limited), a
// shape of the day (48 half-hours, believed as far as they were seen) and a residual z in units of the
// spread. A row's surprise is the mean of its z and of that of the trailing hour, over both scales and
// several memories: settings are averaged, so that none has to be tuned to a series. After a surprise, rows
// of the next day that are not clearly rarer say nothing that is not known, and count half. On simulated
// streams (heavy tails, seasons, drifting levels) the trailing hour and the restraint gave most of the gain
// over a plain rolling z; the return period of a fitted extreme-value tail gave none.

/// What `bellwether detect` did before it climbed the ladder.
struct FormerDetector: SeriesMethod {
    /// Surprise from which on a row is news, and has a score of 0.5.
    private static let news = 7.0
    /// For how long news holds back what is not rarer, and how much larger a surprise must be at first to be
    /// rarer.
    private static let restraint: Duration = .seconds(86400)
    private static let escalation = 1.3
    /// Until so much was seen, the shape of the day is not known, and surprises count for less.
    private static let youth: Duration = .seconds(2 * 86400)

    private var members: [Member]
    private var interval = RunningInterval()
    private var first: Instant?
    /// The latest row that was news, and its surprise.
    private var record: (at: Instant, surprise: Double)?

    /// Knows nothing yet: the first rows teach and score low.
    init() {
        members = Scale.allCases.flatMap { scale in
            [Duration.seconds(72 * 3600), .seconds(168 * 3600)].map { Member(scale: scale, memory: $0) }
        }
    }

    /// The anomaly score of a row, in [0, 1): 0.5 and more is news.
    ///
    /// - Parameters:
    ///   - value: The count; negative and not finite ones count as 0.
    ///   - time: When; rows are expected in order, at regular intervals.
    mutating func score(_ value: Double, at time: Instant) -> Double {
        interval.add(time)
        let count = value.isFinite ? max(value, 0) : 0
        var sum = 0.0
        for index in members.indices {
            sum += members[index].surprise(of: count, at: time, step: interval.typical)
        }
        let age = (time - (first ?? time)) / Self.youth
        first = first ?? time
        let surprise = restrained(max(sum / Double(members.count), 0) * min(max(age, 0), 1), at: time)
        return surprise / (surprise + Self.news)
    }

    /// Half the surprise where recent news was about as rare.
    private mutating func restrained(_ surprise: Double, at time: Instant) -> Double {
        if let record {
            let age = max((time - record.at) / Self.restraint, 0)
            if age < 1, surprise < record.surprise * Self.escalation * (1 - age) { return surprise / 2 }
        }
        if surprise >= Self.news { record = (time, surprise) }
        return surprise
    }
}

/// The typical distance of rows: the median of the first ones.
private struct RunningInterval: Sendable {
    private static let enough = 64

    private var last: Instant?
    private var steps: [Double] = []
    private(set) var typical: Duration = .seconds(300)

    mutating func add(_ time: Instant) {
        defer { last = time }
        guard let last, steps.count < Self.enough else { return }
        let seconds = (time - last) / .seconds(1)
        guard seconds > 0 else { return }
        steps.append(seconds)
        typical = .seconds(Int(max(steps.sorted()[steps.count / 2], 1)))
    }
}

/// A scale on which counts of all levels spread about alike.
private enum Scale: CaseIterable {
    case logarithm
    case squareRoot

    func apply(_ count: Double) -> Double {
        switch self {
        case .logarithm: log1p(count)
        case .squareRoot: (count + 0.375).squareRoot()
        }
    }
}

/// One setting of the average.
private struct Member: Sendable {
    /// Rows before the first surprise.
    private static let warmUp = 50
    private static let slots = 48
    /// Visits of a slot's memory, and those that its shape is doubted by.
    private static let slotVisits = 10.0
    private static let slotDoubt = 3.0
    /// Rows that the memory is worth at least, where they are far apart.
    private static let leastMemory = 40.0
    /// An outlier moves level and spread no more than this many units.
    private static let limit = 3.0
    private static let leastSpread = 0.05
    /// The most that a row adds to the hour, in units.
    private static let mostOfHour = 12.0

    let scale: Scale
    let memory: Duration

    private var rows = 0
    private var level = 0.0
    private var spread = 1.0
    private var shape = [Double](repeating: 0, count: slots)
    private var visits = [Double](repeating: 0, count: slots)
    /// Residuals of the last hour, in a ring.
    private var hour: [Double] = []

    init(scale: Scale, memory: Duration) {
        self.scale = scale
        self.memory = memory
    }

    /// The surprise of a count in units of the spread, before it teaches anything.
    mutating func surprise(of count: Double, at time: Instant, step: Duration) -> Double {
        let y = scale.apply(count)
        if rows == 0 { level = y }
        let slot = step <= .seconds(43200) ? self.slot(of: time) : nil
        let season = slot.map { shape[$0] * visits[$0] / (visits[$0] + Self.slotDoubt) } ?? 0
        let unit = max(spread, Self.leastSpread)
        let residual = y - season - level
        let z = residual / unit
        let hourly = trailingHour(z, rows: max(1, Int(.seconds(3600) / step)))
        learn(residual, unit, step: step)
        if let slot { learn(y - level, slot: slot, step: step) }
        return rows > Self.warmUp ? (z + hourly) / 2 : 0
    }

    /// Half-hours since midnight, UTC.
    private func slot(of time: Instant) -> Int {
        let day: Int64 = 86_400_000
        return Int((time.milliseconds % day + day) % day / (day / Int64(Self.slots)))
    }

    /// The z of the sum of the last hour's rows.
    private mutating func trailingHour(_ z: Double, rows count: Int) -> Double {
        if hour.count > count { hour.removeFirst(hour.count - count) }
        let z = min(max(z, -Self.mostOfHour / 2), Self.mostOfHour)
        if hour.count < count { hour.append(z) } else { hour[rows % count] = z }
        return hour.reduce(0, +) / Double(hour.count).squareRoot()
    }

    private mutating func learn(_ residual: Double, _ unit: Double, step: Duration) {
        rows += 1
        // The first rows teach quickly, later ones at the pace of the memory.
        let remembered = max(memory / step, Self.leastMemory)
        let pace = max(1 / Double(rows + 1), 1 - exp(-1 / remembered))
        let limited = min(max(residual, -Self.limit * unit), Self.limit * unit)
        level += pace * limited
        // The deviation of a normal distribution is √(π/2) times its mean magnitude.
        spread += pace * (limited.magnitude * (Double.pi / 2).squareRoot() - spread)
    }

    private mutating func learn(_ difference: Double, slot: Int, step: Duration) {
        let visit = min(step / .seconds(1800), 1)
        visits[slot] += visit
        let pace = max(visit / max(visits[slot], 1), visit / Self.slotVisits)
        shape[slot] += pace * (min(max(difference, -2), 2) - shape[slot])
    }
}
