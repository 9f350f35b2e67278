/// Probabilities of the three sentiments.
public struct SentimentScores: Sendable, Equatable {
    public let negative: Float
    public let neutral: Float
    public let positive: Float

    public init(negative: Float, neutral: Float, positive: Float) {
        self.negative = negative
        self.neutral = neutral
        self.positive = positive
    }

    /// Positive minus negative, in [-1, 1].
    public var score: Float { positive - negative }

    /// The most probable sentiment; neutral wins ties.
    public var label: Sentiment {
        if negative > neutral && negative > positive { return .negative }
        return positive > neutral && positive > negative ? .positive : .neutral
    }
}
