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
    /// The sentiment toward each entity that was asked about, in that order.
    public let towards: [SentimentScores]
    /// Whether the classifier was sure before its last layer.
    public let leftEarly: Bool

    /// An assessment as the classifier returns it.
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
