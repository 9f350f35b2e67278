/// What the classifier says of one text.
public struct Assessment: Sendable, Equatable {
    /// Probabilities of negative, neutral and positive; they sum to 1.
    public let sentiment: SentimentScores
    /// Topic names with their probabilities, in the order of the model's labels.
    public let topics: [TopicScore]
    /// The words of the text in reading order with the share of the attention each got; sums to 1.
    public let attention: [WordWeight]
    /// The pooled vector y = Σ αᵢ hᵢ, of the encoder's width.
    public let embedding: [Float]
    /// The sentiment towards each entity that was asked about, in that order.
    public let towards: [SentimentScores]
    /// Whether the classifier was sure before its last layer.
    public let leftEarly: Bool

    public init(
        sentiment: SentimentScores, topics: [TopicScore], attention: [WordWeight], embedding: [Float],
        towards: [SentimentScores] = [], leftEarly: Bool = false
    ) {
        self.sentiment = sentiment
        self.topics = topics
        self.attention = attention
        self.embedding = embedding
        self.towards = towards
        self.leftEarly = leftEarly
    }

    /// The most probable topic.
    public var topic: String { topics.max { $0.probability < $1.probability }?.name ?? "" }

    /// The words that mattered most, the heaviest first; words without a letter or digit are left out.
    ///
    /// - Parameter least: The share of the attention that a word must have got, but for the first.
    public func topWords(_ count: Int, least: Float = 0) -> [WordWeight] {
        let telling = attention.filter { $0.word.contains { $0.isLetter || $0.isNumber } }
            .sorted { $0.weight > $1.weight }
        return telling.enumerated().filter { $0.offset == 0 || $0.element.weight >= least }.prefix(count).map(
            \.element)
    }
}

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

public enum Sentiment: String, Sendable, CaseIterable {
    case negative, neutral, positive
}

public struct TopicScore: Sendable, Equatable {
    public let name: String
    public let probability: Float

    public init(name: String, probability: Float) {
        self.name = name
        self.probability = probability
    }
}

/// A word with its share of the attention, in [0, 1].
public struct WordWeight: Sendable, Equatable, Codable {
    public let word: String
    public let weight: Float

    public init(word: String, weight: Float) {
        self.word = word
        self.weight = weight
    }
}
