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

    public init(symbol: String, sentiment: SentimentScores) {
        self.symbol = symbol
        self.sentiment = sentiment
    }
}
