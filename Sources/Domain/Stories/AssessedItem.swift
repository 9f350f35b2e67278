/// An item with what its title says.
public struct AssessedItem: Sendable {
    /// The item.
    public let item: Item
    /// What its title says, of the whole and of each entity.
    public var text: TextAssessment
    /// The streams in which it was bad news before its source changed the title; nil for an item that is new.
    public var formerlyBad: Set<Stream>?

    /// An item and the assessment of its title.
    public init(item: Item, text: TextAssessment) {
        self.item = item
        self.text = text
    }

    /// An item, the assessment of its title and those of the entities that the title names.
    public init(item: Item, assessment: Assessment, entities: [AssessedEntity]) {
        self.init(item: item, text: TextAssessment(assessment: assessment, entities: entities))
    }

    /// What the title says as a whole.
    public var assessment: Assessment { text.assessment }

    /// The entities that the title names, each once, in reading order.
    public var entities: [AssessedEntity] { text.entities }
}
