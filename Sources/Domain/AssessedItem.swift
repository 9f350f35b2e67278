/// An item with what the classifier said of it and of those whom it names.
public struct AssessedItem: Sendable {
    public let item: Item
    public let assessment: Assessment
    /// The entities that the title names, each once, in reading order.
    public let entities: [AssessedEntity]

    public init(item: Item, assessment: Assessment, entities: [AssessedEntity]) {
        self.item = item
        self.assessment = assessment
        self.entities = entities
    }
}

/// An entity of a text with the sentiment of the text towards it.
public struct AssessedEntity: Sendable, Equatable {
    public let symbol: String
    public let sentiment: SentimentScores
    /// How much the text is about the entity, in (0, 1]; see `Mention.relevances`.
    public let relevance: Float

    public init(symbol: String, sentiment: SentimentScores, relevance: Float) {
        self.symbol = symbol
        self.sentiment = sentiment
        self.relevance = relevance
    }
}
