import Charts
import Domain
import Glibc

/// Half hours added up to the bars of a chart, each with what was expected.
struct Buckets {
    /// Nine of ten bars lie within so many standard deviations of the mean.
    private static let band = 1.645
    /// The variance of a count of mean m that the detector expects is m times the first, plus m² times the
    /// second (`Detection/Model`, its shortest window).
    private static let dispersion = (linear: 1.1, squared: 0.1)
    private static let halfHoursADay = 48

    /// The bars, the first first; each is there, also where nothing was said.
    let buckets: [Timeline.Bucket]

    /// Adds up the half hours of a range of whole steps.
    ///
    /// - Parameter now: The bar that it is in is still running.
    init(_ points: [SeriesPoint], in range: Range<Instant>, step: Duration, now: Instant) {
        let width = step.inMilliseconds
        let count = max(0, Int((range.upperBound - range.lowerBound).inMilliseconds / width))
        let halfHour = SeriesPoint.width.inMilliseconds
        let usual = Self.usual(points)
        var buckets: [Timeline.Bucket] = []
        var rest = points[...]
        for index in 0..<count {
            let start = range.lowerBound + .milliseconds(Int64(index) * width)
            let end = start + step
            let own = rest.prefix { $0.start < end }
            rest = rest.dropFirst(own.count)
            var bucket = Timeline.Bucket(start: start, negative: 0, positive: 0, others: 0)
            var expected: [Instant: Double] = [:]
            for point in own where point.start >= start {
                bucket.negative += point.negative
                bucket.positive += point.positive
                bucket.others += max(0, point.stories - point.negative - point.positive)
                expected[point.start] = point.expected
            }
            if let usual {
                // A half hour without a story has no row; what is usual at that time of day stands in.
                let sum = stride(from: start.milliseconds, to: end.milliseconds, by: Int(halfHour)).reduce(
                    0.0
                ) {
                    sum, time in
                    let time = Instant(milliseconds: time)
                    return sum + (expected[time] ?? usual[Self.slot(time)])
                }
                bucket.expected = Self.expectation(sum)
            }
            bucket.isRunning = start <= now && now < end
            buckets.append(bucket)
        }
        self.buckets = buckets
    }

    static func expectation(_ mean: Double) -> Timeline.Expectation {
        let deviation = sqrt(mean * dispersion.linear + mean * mean * dispersion.squared)
        return Timeline.Expectation(
            low: max(0, mean - band * deviation), expected: mean, high: mean + band * deviation)
    }

    private static func slot(_ time: Instant) -> Int {
        let slot = time.milliseconds / SeriesPoint.width.inMilliseconds % Int64(halfHoursADay)
        return Int(slot < 0 ? slot + Int64(halfHoursADay) : slot)
    }

    /// The mean expectation at each time of day; nil without any point.
    private static func usual(_ points: [SeriesPoint]) -> [Double]? {
        guard !points.isEmpty else { return nil }
        var sums = [Double](repeating: 0, count: halfHoursADay)
        var counts = [Int](repeating: 0, count: halfHoursADay)
        for point in points {
            sums[slot(point.start)] += point.expected
            counts[slot(point.start)] += 1
        }
        let mean = sums.reduce(0, +) / Double(points.count)
        return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : mean }
    }
}
