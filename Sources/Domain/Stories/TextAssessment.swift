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
