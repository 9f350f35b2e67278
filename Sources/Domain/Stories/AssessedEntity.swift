/// An entity of a text, with what the text says of it.
public struct AssessedEntity: Sendable, Equatable {
    /// The entity's symbol in the catalogue; nil for a name that no catalogue lists.
    public private(set) var symbol: String?
    /// The name that people read.
    public private(set) var name: String
    /// The answers of the heads that judge an entity, in the order of the model's heads.
    public let answers: [HeadAnswer]
    /// The sentiment of the text toward the entity; `undecided` when the model has no such head.
    public let sentiment: SentimentScores
    /// The adverse event that the entity suffers by the text; nil when the model has no risk head.
    public let adverse: AdverseEvent?
    /// How much the text is about the entity, in (0, 1]; 0 when the text does not name it.
    public let relevance: Float
    /// The words of the text that first name it; none when it does not, and where nobody knows.
    public let words: Range<Int>

    /// An entity that a text mentions, with the answers about it.
    public init(_ mention: Mention, answers: [HeadAnswer], adverse: AdverseEvent? = nil) {
        symbol = mention.symbol
        name = mention.name
        self.answers = answers
        sentiment = SentimentScores(answers[.entity]) ?? .undecided
        self.adverse = adverse
        relevance = mention.relevance
        words = mention.relevance > 0 ? mention.words : 0..<0
    }

    /// An entity with what is said of it, as the history stores it.
    public init(
        symbol: String, sentiment: SentimentScores, adverse: AdverseEvent? = nil, relevance: Float
    ) {
        self.symbol = symbol
        name = symbol
        answers = [sentiment.answer(of: .entity)]
        self.sentiment = sentiment
        self.adverse = adverse
        self.relevance = relevance
        words = 0..<0
    }

    /// The same, of an entity that has turned out to have a symbol.
    public func known(as symbol: String, name: String) -> AssessedEntity {
        var known = self
        known.symbol = symbol
        known.name = name
        return known
    }

    /// What the text says of the entity.
    public var verdict: Verdict { Verdict(sentiment, adverse: adverse, relevance: relevance) }
}
