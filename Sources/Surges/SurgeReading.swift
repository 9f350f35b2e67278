import Domain

/// What a row of a series says.
public struct SurgeReading: Equatable, Sendable {
    /// Whether a row tells anything.
    public enum Verdict: String, Equatable, Sendable {
        /// As usual, or less.
        case quiet
        /// A surge that nobody was told of within the last day, or one more than twice as far out.
        case news
        /// A surge that was told.
        case told
    }

    /// Names of the four scales, in the order of `deviations`.
    ///
    /// Where rows are more than an hour apart, an h is a row.
    public static let scales = ["row", "1h", "4h", "16h"]

    /// Whether the row is news.
    public internal(set) var verdict = Verdict.quiet
    /// In [0, 1): 0.5 and more for news alone.
    public internal(set) var score = 0.0
    /// Mean of ln(1 + z) over scales and memories, without those below their mean; 1.35 and more is a surge.
    public internal(set) var surprise = 0.0
    /// How many deviations the sum of each scale is above its mean, as a mean of the memories; 0 until the
    /// scale is four lengths old.
    public internal(set) var deviations = SIMD4<Double>.zero
    /// The row, and the sums of the trailing hours.
    public internal(set) var sums = SIMD4<Double>.zero
    /// What each sum usually is, as a mean of the memories.
    public internal(set) var usual = SIMD4<Double>.zero

    /// A row that says nothing.
    init() {}

    /// The place, in `scales`, of the sum that is furthest out.
    public var furthest: Int { (0..<4).max { deviations[$0] < deviations[$1] } ?? 0 }

    /// Sets verdict and score by the surprise and by what was told.
    mutating func judge(_ rest: inout Rest, at time: Instant, hour: Int64) {
        verdict = rest.verdict(on: surprise, at: time, hour: hour)
        let score = surprise / (surprise + Rest.news)
        self.score = verdict == .told ? score / 2 : score
    }
}
