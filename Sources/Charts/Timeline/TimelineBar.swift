import Domain

/// What is drawn in one column: a bucket, or several when there are more buckets than pixels.
struct TimelineBar {
    /// The left edge.
    var x: Double
    /// Of the whole interval.
    var width: Double
    /// Most negative stories of a bucket.
    var negative: Double
    /// Fewest negative stories of a bucket; equal to `negative` for a single one.
    var leastNegative: Double
    /// Positive stories of the bucket with the most stories.
    var positive: Double
    /// Most stories of a bucket.
    var total: Double
    /// The widest usual range of a bucket.
    var expected: Timeline.Expectation?
    /// Whether it has not ended yet.
    var isRunning: Bool
    /// The bucket, unless there are several.
    var bucket: Timeline.Bucket?

    /// Counts above this are drawn as this.
    private static let mostStories = 1_000_000_000

    /// The bar of a bucket; nil outside the span.
    private init?(_ bucket: Timeline.Bucket, _ length: Duration, on scale: TimeScale) {
        let end = bucket.start.milliseconds.addingReportingOverflow(max(length.inMilliseconds, 1))
        guard !end.overflow, bucket.start < scale.to, end.partialValue > scale.from.milliseconds else {
            return nil
        }
        x = scale.position(bucket.start)
        width = scale.position(Instant(milliseconds: end.partialValue)) - x
        let counts = [bucket.negative, bucket.positive, bucket.others].map {
            Double(min(max($0, 0), Self.mostStories))
        }
        negative = counts[0]
        leastNegative = counts[0]
        positive = counts[1]
        total = counts[0] + counts[1] + counts[2]
        expected = bucket.expected.flatMap(Self.drawable)
        isRunning = bucket.isRunning
        self.bucket = bucket
    }

    /// The bars of a time line from left to right, at most one for each unit of the axis.
    static func bars(_ timeline: Timeline, on scale: TimeScale) -> [TimelineBar] {
        let bars = timeline.buckets.sorted { $0.start < $1.start }
            .compactMap { TimelineBar($0, timeline.bucketLength, on: scale) }
        guard Double(bars.count) > scale.width else { return bars }
        var columns: [TimelineBar] = []
        for bar in bars {
            let column = (bar.x - scale.start).rounded(.down) + scale.start
            if let last = columns.indices.last, columns[last].x == column {
                columns[last].take(bar)
            } else {
                var first = bar
                first.x = column
                first.width = 1
                first.bucket = nil
                columns.append(first)
            }
        }
        return columns
    }

    private mutating func take(_ other: TimelineBar) {
        negative = max(negative, other.negative)
        leastNegative = min(leastNegative, other.leastNegative)
        if other.total > total { (total, positive) = (other.total, other.positive) }
        isRunning = isRunning || other.isRunning
        guard let mine = expected, let new = other.expected else {
            expected = expected ?? other.expected
            return
        }
        expected = Timeline.Expectation(
            low: min(mine.low, new.low), expected: max(mine.expected, new.expected),
            high: max(mine.high, new.high))
    }

    /// An expectation of finite numbers in their order, none below 0.
    private static func drawable(_ expected: Timeline.Expectation) -> Timeline.Expectation? {
        let numbers = [expected.low, expected.expected, expected.high]
        guard numbers.allSatisfy(\.isFinite) else { return nil }
        let sorted = numbers.map { $0.clamped(0, Double(mostStories)) }.sorted()
        return Timeline.Expectation(low: sorted[0], expected: sorted[1], high: sorted[2])
    }
}
