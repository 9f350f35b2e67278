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

    /// Positive minus negative, in [-1, 1].
    public var score: Float { positive - negative }

    /// The most probable sentiment; neutral wins ties.
    public var label: Sentiment {
        if negative > neutral && negative > positive { return .negative }
        return positive > neutral && positive > negative ? .positive : .neutral
    }
}
