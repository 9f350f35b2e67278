/// A window of a stream that its baseline makes improbable.
public struct Spike: Sendable, Equatable {
    public let stream: Stream
    public let kind: Kind
    /// Length of the window that surprised most; it ends at `at`.
    public let window: Duration
    public let at: Instant
    /// Negative stories in the window.
    public let observed: Int
    /// Negative stories that the baseline expects there.
    public let expected: Double
    /// Share of negative stories that the baseline knows, in [0, 1].
    public let baselineShare: Double
    /// Share of negative stories in the window, in [0, 1].
    public let share: Double
    /// −log₂ of the probability of as many negative stories and as high a share, under the baseline.
    public let surpriseBits: Double
    /// How often a stream like this one would spike as high by chance, per month of 30 days.
    public let falseAlarmsPerMonth: Double
    /// Stories in the window, of any sentiment.
    public let stories: Int
    /// Feeds that carried the negative ones.
    public let sources: Int
    /// The negative stories, the most negative first.
    public let evidence: [StoryID]

    /// What is unusual.
    public enum Kind: String, Sendable {
        /// More negative stories than usual, and a larger share of them.
        case surge = "negative-spike"
        /// About as many stories as usual, but more of them negative.
        case share = "negative-share"
    }

    public init(
        stream: Stream, kind: Kind, window: Duration, at: Instant, observed: Int, expected: Double,
        baselineShare: Double,
        share: Double, surpriseBits: Double, falseAlarmsPerMonth: Double, stories: Int, sources: Int,
        evidence: [StoryID]
    ) {
        self.stream = stream
        self.kind = kind
        self.window = window
        self.at = at
        self.observed = observed
        self.expected = expected
        self.baselineShare = baselineShare
        self.share = share
        self.surpriseBits = surpriseBits
        self.falseAlarmsPerMonth = falseAlarmsPerMonth
        self.stories = stories
        self.sources = sources
        self.evidence = evidence
    }
}
