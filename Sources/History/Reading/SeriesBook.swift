public import Domain

/// Knows what each stream had, half hour by half hour, and how that compares with what was expected.
public protocol SeriesBook: Sendable {
    /// The half hours of some streams that had a story, the oldest first; streams without one are left out.
    ///
    /// Costs a range of the index for each stream.
    func series(of streams: [Stream], in span: Range<Instant>) async throws -> [Stream: [SeriesPoint]]

    /// The days of some streams that had a story and begin in a span, the oldest first; for spans of months.
    ///
    /// A point stands for a day, UTC; its bits are those of the most surprising half hour. Streams without a
    /// story are left out.
    func dailySeries(of streams: [Stream], in span: Range<Instant>) async throws -> [Stream: [SeriesPoint]]

    /// The adverse events that stories report for an entity, by time and kind, the oldest first; none for a
    /// stream that is no entity's.
    ///
    /// A story counts for the most probable of its kinds. Costs a range of an index of such stories.
    /// - Parameter step: Events of one kind in a step of the span stand together.
    func adverseEvents(
        of stream: Stream, in span: Range<Instant>, step: Duration
    ) async throws -> [AdverseCount]

    /// What the streams had in a span, the most surprising first; without those that had no story.
    ///
    /// - Parameters:
    ///   - pattern: Only streams whose names match; nil for all.
    ///   - limit: How many streams at most.
    func summaries(
        in span: Range<Instant>, matching pattern: StreamPattern?, limit: Int
    ) async throws -> [StreamSummary]

    /// Entities about which much more is said than is usual at this hour, the greatest change first.
    ///
    /// - Parameters:
    ///   - span: The time that is compared with the same hours of the 14 days before; at most a day.
    ///   - stories: The least number of stories.
    ///   - sources: The least number of publishers, of feeds where those are not known.
    func movers(
        in span: Range<Instant>, stories: Int, sources: Int, limit: Int
    ) async throws -> [Mover]
}

extension SeriesBook {
    /// The half hours of a stream that had a story, the oldest first.
    public func series(of stream: Stream, in span: Range<Instant>) async throws -> [SeriesPoint] {
        try await series(of: [stream], in: span)[stream] ?? []
    }

    /// The days of a stream that had a story and begin in a span, the oldest first.
    public func dailySeries(of stream: Stream, in span: Range<Instant>) async throws -> [SeriesPoint] {
        try await dailySeries(of: [stream], in: span)[stream] ?? []
    }
}

/// Stories that report an adverse event of one kind, in one step of a span.
public struct AdverseCount: Sendable, Equatable {
    /// When the first of them came.
    public let at: Instant
    /// The kind; nil where the model is sure of the event but not of its kind.
    public let type: RiskType?
    /// How many there are.
    public var stories: Int

    /// Stories that report an adverse event.
    public init(at: Instant, type: RiskType?, stories: Int) {
        self.at = at
        self.type = type
        self.stories = stories
    }
}

/// What a stream had in a span.
public struct StreamSummary: Sendable, Equatable {
    /// The stream.
    public let stream: Stream
    /// What people call the entity or the feed; nil where nobody knows.
    public let name: String?
    /// Stories, copies not counted.
    public let stories: Int
    /// Those that are what the stream is watched for.
    public let negative: Int
    /// Those that are good news.
    public let positive: Int
    /// Negative stories that were expected in the half hours that had a story.
    public let expected: Double
    /// The surprise of the most surprising half hour, in bits.
    public let peakBits: Double

    /// What a stream had in a span.
    public init(
        _ stream: Stream, name: String?, stories: Int, negative: Int, positive: Int, expected: Double,
        peakBits: Double
    ) {
        self.stream = stream
        self.name = name
        self.stories = stories
        self.negative = negative
        self.positive = positive
        self.expected = expected
        self.peakBits = peakBits
    }
}

/// An entity about which much more is said than is usual.
public struct Mover: Sendable, Equatable {
    /// What it had.
    public let summary: StreamSummary
    /// Publishers, or feeds, that carried the stories.
    public let sources: Int
    /// Stories that are usual in such a time.
    public let usual: Double
    /// The mean score of the stories toward it, in [-1, 1].
    public let meanScore: Double

    /// An entity about which much more is said than is usual.
    public init(_ summary: StreamSummary, sources: Int, usual: Double, meanScore: Double) {
        self.summary = summary
        self.sources = sources
        self.usual = usual
        self.meanScore = meanScore
    }
}
