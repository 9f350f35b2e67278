/// What the classifier says of one text: an answer of each of its heads.
public struct Assessment: Sendable, Equatable {
    /// The answers of the heads that judge the text as a whole, in the order of the model's heads.
    public let answers: [HeadAnswer]
    /// For each entity that was asked about, in that order, the answers of the heads that judge an entity.
    public let entityAnswers: [[HeadAnswer]]
    /// For each word of the text, in reading order, the answers of the heads that judge a word.
    ///
    /// Empty when the model has no such head; a word that was cut off has no answers.
    public let wordAnswers: [[HeadAnswer]]
    /// The words of the text in reading order with the share of the attention each got; sums to 1.
    public let attention: [WordWeight]
    /// The pooled vector y = Σ αᵢ hᵢ, of the encoder's width.
    public let embedding: [Float]
    /// Whether the classifier was sure before its last layer.
    public let leftEarly: Bool
    /// Whether the text reports an adverse event, type by type; nil when the model has no risk head, and for
    /// an assessment from the history.
    public var risk: RiskScores? { didSet { adverse = risk.map(AdverseEvent.init) } }
    /// The adverse event that the text may report; nil when the model has no risk head.
    public private(set) var adverse: AdverseEvent?
    /// For each entity that was asked about, in that order, the probability that it suffers the event; empty
    /// when the model has no risk head.
    public var entityRisks: [Float]
    /// The sentiment of the text; `undecided` when the model has no such head.
    public let sentiment: SentimentScores
    /// The most probable topic; empty when the model has no such head.
    public let topic: String

    /// An assessment from the answers of a model's heads.
    public init(
        answers: [HeadAnswer], entityAnswers: [[HeadAnswer]] = [], wordAnswers: [[HeadAnswer]] = [],
        attention: [WordWeight], embedding: [Float], leftEarly: Bool = false, risk: RiskScores? = nil,
        entityRisks: [Float] = []
    ) {
        self.answers = answers
        self.entityAnswers = entityAnswers
        self.wordAnswers = wordAnswers
        self.attention = attention
        self.embedding = embedding
        self.leftEarly = leftEarly
        self.risk = risk
        adverse = risk.map(AdverseEvent.init)
        self.entityRisks = entityRisks
        sentiment = SentimentScores(answers[.sentiment]) ?? .undecided
        topic = answers[.topic]?.label ?? ""
    }

    /// An assessment with a sentiment, topics and an adverse event, as the history stores it.
    public init(
        sentiment: SentimentScores, topics: [TopicScore], attention: [WordWeight], embedding: [Float],
        adverse: AdverseEvent? = nil
    ) {
        let topic = HeadAnswer(
            head: .topic, labels: topics.map(\.name), probabilities: topics.map(\.probability))
        self.init(
            answers: [sentiment.answer(of: .sentiment), topic], attention: attention, embedding: embedding)
        self.adverse = adverse
    }

    /// What the text as a whole says.
    ///
    /// Reads the text's words where its tone is neutral.
    public var verdict: Verdict {
        let isOfWorld = sentiment.label == .neutral && attention.contains { WorldEvents.contains($0.word) }
        return Verdict(sentiment, adverse: adverse, isOfWorld: isOfWorld)
    }

    /// What a head says of the text as a whole; nil when the model has no such head.
    public subscript(head: HeadName) -> HeadAnswer? { answers[head] }

    /// Topic names with their probabilities, in the order of the model's labels.
    public var topics: [TopicScore] {
        guard let answer = self[.topic] else { return [] }
        return zip(answer.labels, answer.probabilities).map { TopicScore(name: $0, probability: $1) }
    }

    /// The sentiment toward each entity that was asked about, in that order.
    public var entitySentiments: [SentimentScores] {
        entityAnswers.map { SentimentScores($0[.entity]) ?? .undecided }
    }

    /// The words that mattered most, the heaviest first; words without a letter or digit are left out.
    ///
    /// - Parameters:
    ///   - minimum: The share of the attention that each word but the first must have.
    ///   - isTelling: Whether a word may be among them.
    public func topWords(
        _ count: Int, minimum: Float = 0, where isTelling: (String) -> Bool = { _ in true }
    ) -> [WordWeight] {
        let telling = attention.filter {
            $0.word.contains { $0.isLetter || $0.isNumber } && isTelling($0.word)
        }
        .sorted { $0.weight > $1.weight }
        return telling.enumerated().filter { $0.offset == 0 || $0.element.weight >= minimum }.prefix(count)
            .map(\.element)
    }
}
