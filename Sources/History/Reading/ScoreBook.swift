public import Domain

/// Knows how the scores of the model are distributed.
public protocol ScoreBook: Sendable {
    /// How the items of the hours that a span touches were scored, copies included; at most a week.
    ///
    /// Answered from hourly counts: the hours in which the span begins and ends count as a whole.
    func scores(in span: Range<Instant>) async throws -> ScoreDistribution

    /// Stories by day and sentiment over a longer span, the oldest day first; answered from daily counts.
    func sentimentByDay(in span: Range<Instant>) async throws -> [DailySentiment]

    /// What the ranking thought of alerts, and what people then said of them, since it was last reset.
    func rankedFeedback(latest count: Int) async throws -> [(usefulness: Double, isUseful: Bool)]
}

/// How items were scored.
public struct ScoreDistribution: Sendable, Equatable {
    /// Items by score, in twenty steps of 0.1 from -1 to 1.
    public var byScore = [Int](repeating: 0, count: 20)
    /// Items by the probability of the likeliest sentiment, in ten steps of 0.1.
    public var byConfidence = [Int](repeating: 0, count: 10)
    /// Items by sentiment.
    public var bySentiment: [Sentiment: Int] = [:]
    /// Items by topic.
    public var byTopic: [String: Int] = [:]
    /// Items that were not scored, by language (BCP 47); an empty string where it is not known.
    public var notScored: [String: Int] = [:]
    /// Items by the name of the weights that scored them.
    public var byModel: [String: Int] = [:]

    /// No items.
    public init() {}
}

/// The stories of a day.
public struct DailySentiment: Sendable, Equatable {
    /// The beginning of the day, UTC.
    public let day: Instant
    /// Stories by sentiment.
    public let stories: [Sentiment: Int]

    /// The stories of a day.
    public init(day: Instant, stories: [Sentiment: Int]) {
        self.day = day
        self.stories = stories
    }
}
