import Classification
public import Domain

/// What is said of a text, an entity or a word for one head.
public struct Label: Sendable, Equatable {
    /// What people say: an index into the head's labels.
    public var hard: Int?
    /// What a teacher says: a probability for each of the head's labels.
    public var soft: [Float]?

    /// A label of people, a teacher, or both.
    public init(hard: Int? = nil, soft: [Float]? = nil) {
        self.hard = hard
        self.soft = soft
    }

    /// The label with what only the other says; what both say stays as it is.
    func joined(with other: Label) -> Label { Label(hard: hard ?? other.hard, soft: soft ?? other.soft) }
}

/// Labels by head; a head without one learns nothing.
public struct Labels: Sendable, Equatable {
    private var byHead: [HeadName: Label] = [:]

    /// No labels.
    public init() {}

    /// The label for a head; an empty one where nobody says anything.
    public subscript(head: HeadName) -> Label {
        get { byHead[head] ?? Label() }
        set { byHead[head] = newValue == Label() ? nil : newValue }
    }

    /// Takes in the labels of an equal text; of contradicting ones the first stays.
    mutating func join(_ other: Labels) {
        for (head, label) in other.byHead { self[head] = self[head].joined(with: label) }
    }

    /// Whether people say something of both for the same head.
    func overlaps(_ other: Labels) -> Bool {
        byHead.contains { head, label in label.hard != nil && other[head].hard != nil }
    }
}

/// A text with what was said of it, of its entities and of its words.
public struct LabeledText: Sendable, Equatable {
    /// The text itself.
    public let text: String
    /// The corpus that it was first found in.
    public var corpus = ""
    /// What is said of the text as a whole.
    public var labels = Labels()
    /// The entities that are labeled.
    public var entities: [LabeledEntity] = []
    /// For each of the tokenizer's words, what is said of it; empty where words have no labels.
    public var words: [Labels] = []

    /// A text with labels of people; both indices are into the head's labels.
    public init(text: String, sentiment: Int? = nil, topic: Int? = nil, entities: [LabeledEntity] = []) {
        self.text = text
        self.entities = entities
        labels[.sentiment] = Label(hard: sentiment)
        labels[.topic] = Label(hard: topic)
    }

    /// What people say of the sentiment: an index into negative, neutral, positive.
    public var sentiment: Int? {
        get { labels[.sentiment].hard }
        set { labels[.sentiment].hard = newValue }
    }

    /// Whether the text is labeled as good for one of its entities and not for another.
    var isContrast: Bool { Set(entities.compactMap(\.sentiment)).count > 1 }

    /// Whether people have labeled it for a head.
    func isLabeled(for head: HeadSpec) -> Bool { !labels(for: head).allSatisfy { $0.hard == nil } }

    /// What is said for a head: of the text, of each of its entities or of each of its words.
    func labels(for head: HeadSpec) -> [Label] {
        switch head.scope {
        case .text: [labels[head.name]]
        case .entity: entities.map { $0.labels[head.name] }
        case .token: words.map { $0[head.name] }
        }
    }

    /// Takes in an entity; what is said of one that is there already is joined, but a name may have two
    /// labels.
    mutating func merge(_ entity: LabeledEntity) {
        let same = entities.firstIndex { $0.name == entity.name && !$0.labels.overlaps(entity.labels) }
        guard let same else { return entities.append(entity) }
        entities[same].labels.join(entity.labels)
    }

    /// Takes in what is said of an equal text.
    mutating func merge(_ other: LabeledText) {
        labels.join(other.labels)
        for entity in other.entities { merge(entity) }
        if words.isEmpty { words = other.words }
    }
}

/// An entity of a text, and what is said of it.
public struct LabeledEntity: Sendable, Equatable {
    /// The name by which the text calls it.
    public let name: String
    /// What is said of the entity.
    public var labels = Labels()

    /// An entity and the sentiment toward it.
    ///
    /// - Parameters:
    ///   - sentiment: What people say: an index into negative, neutral, positive.
    ///   - softSentiment: What a teacher says: a probability each.
    public init(name: String, sentiment: Int?, softSentiment: [Float]? = nil) {
        self.init(name: name, labels: Labels())
        labels[.entity] = Label(hard: sentiment, soft: softSentiment)
    }

    /// An entity and what is said of it.
    public init(name: String, labels: Labels) {
        self.name = name
        self.labels = labels
    }

    /// What people say of the sentiment toward it: an index into negative, neutral, positive.
    public var sentiment: Int? { labels[.entity].hard }
}
