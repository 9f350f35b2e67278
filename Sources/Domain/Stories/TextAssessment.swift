/// What a text says: as a whole, and of each entity that it names.
public struct TextAssessment: Sendable, Equatable {
    /// What the classifier says of the whole text; meaningless for one that is not scored.
    public let assessment: Assessment
    /// The entities that the text names, each once, in reading order.
    public var entities: [AssessedEntity]
    /// What a model finds in the text that no catalogue lists; empty where none was asked.
    public var unlisted: [UnlistedName] = []
    /// The language that the text is written in (BCP 47).
    public let language: String

    /// The language that the classifier reads.
    public static let scoredLanguage = "en"

    /// The assessment of a text and of its entities.
    public init(
        assessment: Assessment, entities: [AssessedEntity], language: String = Self.scoredLanguage
    ) {
        self.assessment = assessment
        self.entities = entities
        self.language = language
    }

    /// The assessment of a text that names the mentioned entities, in the order in which they were asked
    /// about.
    public init(_ assessment: Assessment, of mentions: [Mention]) {
        let event = assessment.adverse
        let entities = mentions.indices.map { place in
            AssessedEntity(
                mentions[place], answers: assessment.entityAnswers[place],
                adverse: assessment.entityRisks.indices.contains(place)
                    ? event?.with(probability: assessment.entityRisks[place]) : event)
        }
        self.init(assessment: assessment, entities: entities)
    }

    /// A text in a language that the classifier cannot read.
    public static func unscored(_ language: String) -> TextAssessment {
        TextAssessment(
            assessment: Assessment(answers: [], attention: [], embedding: []), entities: [],
            language: language)
    }

    /// Whether the text was scored; one in another language counts in no rate and has no sentiment.
    public var isScored: Bool { language == Self.scoredLanguage }
}
