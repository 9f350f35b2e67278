import Charts
import Domain
import Glibc

/// Half hours, or days, added up to the bars of a chart, each with what was expected.
struct Buckets {
    /// Nine of ten bars lie within so many standard deviations of the mean.
    private static let band = 1.645
    /// The variance of a count of mean m that the detector expects is m times the first, plus m² times the
    /// second (`Detection/Model`, its shortest window).
    private static let dispersion = (linear: 1.1, squared: 0.1)

    /// The bars, the first first; each is there, also where nothing was said.
    let buckets: [Timeline.Bucket]

    /// Adds up the points of a range of whole steps.
    ///
    /// - Parameters:
    ///   - grain: What a point stands for: half an hour or a day.
    ///   - now: The bar that it is in is still running.
    init(
        _ points: [SeriesPoint], of grain: Duration = SeriesPoint.width, in range: Range<Instant>,
        step: Duration, now: Instant
    ) {
        let width = step.inMilliseconds
        let count = max(0, Int((range.upperBound - range.lowerBound).inMilliseconds / width))
        let usual = Usual(points, grain: grain)
        var rest = points[...]
        buckets = (0..<count).map { index in
            let start = range.lowerBound + .milliseconds(Int64(index) * width)
            let end = start + step
            let own = rest.prefix { $0.start < end }
            rest = rest.dropFirst(own.count)
            var bucket = Timeline.Bucket(start: start, negative: 0, positive: 0, others: 0)
            for point in own where point.start >= start {
                bucket.negative += point.negative
                bucket.positive += point.positive
                bucket.others += max(0, point.stories - point.negative - point.positive)
            }
            bucket.expected = usual?.sum(from: start, to: end, known: own).map(Self.expectation)
            bucket.isRunning = start <= now && now < end
            return bucket
        }
    }

    static func expectation(_ mean: Double) -> Timeline.Expectation {
        let deviation = sqrt(mean * dispersion.linear + mean * mean * dispersion.squared)
        return Timeline.Expectation(
            low: max(0, mean - band * deviation), expected: mean, high: mean + band * deviation)
    }
}

/// What is expected where no point says so: one without a story is not stored.
private struct Usual {
    private static let day: Int64 = 86_400_000

    private let grain: Int64
    /// The mean expectation of each slot of a day.
    private let means: [Double]

    /// Nil without any point.
    init?(_ points: [SeriesPoint], grain: Duration) {
        guard !points.isEmpty else { return nil }
        self.grain = grain.inMilliseconds
        let slots = Int(Self.day / self.grain)
        var sums = [Double](repeating: 0, count: slots)
        var counts = [Int](repeating: 0, count: slots)
        for point in points {
            let slot = Self.slot(point.start.milliseconds, self.grain)
            sums[slot] += point.expected
            counts[slot] += 1
        }
        let mean = sums.reduce(0, +) / Double(points.count)
        means = zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : mean }
    }

    /// What is expected between two times, with what some points say of it; nil for no time at all.
    func sum(from start: Instant, to end: Instant, known: ArraySlice<SeriesPoint>) -> Double? {
        let expected = Dictionary(
            known.map { ($0.start.milliseconds, $0.expected) }, uniquingKeysWith: { _, last in last })
        let times = stride(from: start.milliseconds, to: end.milliseconds, by: Int(grain))
        return times.reduce(nil) { ($0 ?? 0) + (expected[$1] ?? means[Self.slot($1, grain)]) }
    }

    private static func slot(_ time: Int64, _ grain: Int64) -> Int {
        Int((time % day + day) % day / grain)
    }
}
