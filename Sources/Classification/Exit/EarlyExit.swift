package import Domain

// Most headlines are easy: "profit rises" needs no six layers. After some layer of the encoder a pooling and heads of its
// own judge a text; if they are confident in all that was asked, the text leaves with their answer, and only the others
// pay for the layers that are left (Teerapittayanon et al. 2016, "BranchyNet"; Xin et al. 2020, "DeeBERT"). The exit is
// trained to say what the whole model says, and its confidences are set on validation texts (`bellwether exit`).

/// After which layer texts leave the encoder, and when.
public struct EarlyExit: Sendable, Equatable, Codable {
    /// Layers that every text goes through.
    public let layers: Int
    /// The least probability of the likeliest label with which a text leaves, for the sentiment, the topic, and the
    /// sentiment towards each entity.
    ///
    /// A text leaves when it has all that it was asked about.
    public let sentiment: Float
    public let topic: Float
    public let entity: Float

    public init(layers: Int, sentiment: Float, topic: Float, entity: Float) {
        self.layers = layers
        self.sentiment = sentiment
        self.topic = topic
        self.entity = entity
    }

    /// Whether the exit's answers about a text are sure enough.
    package func lets(_ assessment: Assessment) -> Bool {
        assessment.sentiment.confidence >= sentiment && assessment.topicConfidence >= topic
            && assessment.towards.allSatisfy { $0.confidence >= entity }
    }
}

extension SentimentScores {
    /// The probability of the likeliest sentiment.
    package var confidence: Float { max(negative, neutral, positive) }
}

extension Assessment {
    /// The probability of the likeliest topic.
    package var topicConfidence: Float { topics.lazy.map(\.probability).max() ?? 0 }
}
