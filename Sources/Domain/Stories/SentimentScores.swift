/// Probabilities of the three sentiments.
public struct SentimentScores: Sendable, Equatable {
    /// The probability of negative, in [0, 1].
    public let negative: Float
    /// The probability of neutral, in [0, 1].
    public let neutral: Float
    /// The probability of positive, in [0, 1].
    public let positive: Float

    /// Probabilities that sum to 1.
    public init(negative: Float, neutral: Float, positive: Float) {
        self.negative = negative
        self.neutral = neutral
        self.positive = positive
    }

    /// Reads the answer of a head; nil unless its labels are the sentiments.
    public init?(_ answer: HeadAnswer?) {
        guard let answer, answer.labels == Sentiment.labels else { return nil }
        self.init(
            negative: answer.probabilities[0], neutral: answer.probabilities[1],
            positive: answer.probabilities[2])
    }

    /// What a text is taken to say when no head judges it.
    public static let undecided = SentimentScores(negative: 0, neutral: 1, positive: 0)

    /// Positive minus negative, in [-1, 1].
    public var score: Float { positive - negative }

    /// The most probable sentiment; neutral wins ties.
    public var label: Sentiment {
        if negative > neutral && negative > positive { return .negative }
        return positive > neutral && positive > negative ? .positive : .neutral
    }

    /// The probabilities as the answer of a head.
    public func answer(of head: HeadName) -> HeadAnswer {
        HeadAnswer(head: head, labels: Sentiment.labels, probabilities: [negative, neutral, positive])
    }
}
