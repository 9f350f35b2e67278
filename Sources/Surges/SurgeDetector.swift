public import Domain

// Surges of a series, online: row t is scored with what the rows before it taught.
//
// Trailing sums over one row, 1, 4 and 16 hours; of each, moments with half-lives of 1, 2 and 4 days. A
// row's surprise is the mean of ln(1 + z) over the twelve, where z is how many deviations the sum is above
// its mean; below it, z counts as 0. Nothing is fitted to a series: several scales and memories are averaged
// so that none has to be chosen. Every row teaches after it was scored, however large it is, so that the next
// burst of a bursty series has to be larger to be news. What was news rests for a day.
//
// It finds surges. A drop, a flat line or another shape of the day is below the means or as usual, and says
// nothing.

/// Scores the rows of a count series, one after the other.
///
/// The same for any interval and any kind of count or rate: a series and the same times ten fire alike, up
/// to the least deviation of whole counts, which is 1. A row costs constant time, and memory is bounded by
/// 16 hours of rows, at most 8 MB. Encoded, it continues where it was.
public struct SurgeDetector: Codable, Equatable, Sendable {
    /// Steps whose median is the interval of the rows.
    static let stepsOfInterval = 64
    /// Values above it count as it: squares of their sums are finite.
    private static let greatest = 1e100

    /// Rows that wait until the interval is known; empty from then on.
    private var waiting: [Row] = []
    private var last: Instant?
    private var ladder: Ladder?
    /// What counts as an hour, in milliseconds.
    private var hour = Ladder.shortestHour
    private var rest = Rest()

    private struct Row: Codable, Equatable, Sendable {
        let value: Double
        let time: Instant
    }

    /// Knows nothing yet: the first 65 rows only teach.
    public init() {}

    /// Scores a row by what the rows before it taught, then learns from it.
    ///
    /// - Parameters:
    ///   - value: A count or a rate; negative values and those that are no number count as 0.
    ///   - time: When; never before the row before. Rows that are missing in between count as 0.
    public mutating func score(_ value: Double, at time: Instant) -> SurgeReading {
        let count = value > 0 ? min(value, Self.greatest) : 0
        if let reading = climb(count, at: time) { return reading }
        wait(Row(value: count, time: time))
        return SurgeReading()
    }

    /// Keeps a row; the last that is waited for makes the ladder, and all teach.
    private mutating func wait(_ row: Row) {
        waiting.append(row)
        guard waiting.count > Self.stepsOfInterval else { return }
        let interval = Self.interval(of: waiting.map(\.time))
        let new = Ladder(interval: interval)
        (ladder, hour) = (new, new.hour)
        for row in waiting { _ = climb(row.value, at: row.time) }
        waiting = []
        // None of it was told.
        rest = Rest()
    }

    /// Nil while there is no ladder.
    private mutating func climb(_ count: Double, at time: Instant) -> SurgeReading? {
        let step = last.map { time.milliseconds - $0.milliseconds }
        guard var reading = ladder?.climb(count, after: step) else { return nil }
        last = time
        reading.judge(&rest, at: time, hour: hour)
        return reading
    }

    /// The median of the steps that are longer than nothing, in milliseconds; an hour where there is none.
    private static func interval(of times: [Instant]) -> Int64 {
        let steps = zip(times, times.dropFirst()).map { $1.milliseconds - $0.milliseconds }.filter { $0 > 0 }
        return steps.isEmpty ? Ladder.shortestHour : steps.sorted()[steps.count / 2]
    }
}
