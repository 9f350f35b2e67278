/// What a text says: as a whole, and of each entity that it names.
public struct TextAssessment: Sendable, Equatable {
    /// What the classifier says of the whole text.
    public let assessment: Assessment
    /// The entities that the text names, each once, in reading order.
    public let entities: [AssessedEntity]

    /// The assessment of a text and of its entities.
    public init(assessment: Assessment, entities: [AssessedEntity]) {
        self.assessment = assessment
        self.entities = entities
    }
}

/// An entity of a text with the sentiment of the text towards it.
public struct AssessedEntity: Sendable, Equatable {
    /// The entity's symbol in the catalogue; nil for a name that no catalogue lists.
    public let symbol: String?
    /// The name that people read.
    public let name: String
    /// The sentiment of the text towards the entity.
    public let sentiment: SentimentScores
    /// How much the text is about the entity, in (0, 1]; 0 when the text does not name it.
    public let relevance: Float

    /// An entity of a text.
    ///
    /// - Parameter name: The name that people read; nil for the symbol itself.
    public init(symbol: String?, name: String? = nil, sentiment: SentimentScores, relevance: Float) {
        self.symbol = symbol
        self.name = name ?? symbol ?? ""
        self.sentiment = sentiment
        self.relevance = relevance
    }
}
