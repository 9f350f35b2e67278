/// What a stream had in half an hour, and what was expected of it then.
public struct SeriesPoint: Sendable, Equatable {
    /// The time that a point stands for.
    public static let width: Duration = .seconds(1800)

    /// The stream.
    public let stream: Stream
    /// The beginning of the half hour; a multiple of it since 1970.
    public let start: Instant
    /// Stories, copies not counted.
    public var stories: Int
    /// Those of them that are what the stream is watched for: bad news, unless a rule says otherwise.
    public var negative: Int
    /// Those of them that are good news.
    public var positive: Int
    /// Negative stories that the past alone made likely.
    public var expected: Double
    /// How surprising the negative stories were: −log₂ of the probability of so many or more; 0 for no
    /// surprise.
    public var bits: Double

    /// A point of a stream.
    public init(
        _ stream: Stream, start: Instant, stories: Int, negative: Int, positive: Int, expected: Double,
        bits: Double
    ) {
        self.stream = stream
        self.start = start
        self.stories = stories
        self.negative = negative
        self.positive = positive
        self.expected = expected
        self.bits = bits
    }

    /// The beginning of the half hour that a time is in.
    public static func start(of time: Instant) -> Instant {
        let width = width.inMilliseconds
        return Instant(milliseconds: time.milliseconds - ((time.milliseconds % width) + width) % width)
    }
}
