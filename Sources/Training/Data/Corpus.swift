import Domain

/// A text with what people said of it; a head without a label learns nothing from it.
public struct LabelledText: Sendable, Equatable {
    public let text: String
    /// The corpus that it was first found in.
    public var corpus = ""
    /// Index into negative, neutral, positive.
    public var sentiment: Int?
    /// What a teacher says of the sentiment: a probability each for negative, neutral and positive.
    public var softSentiment: [Float]?
    /// Index into the topics.
    public var topic: Int?
    /// What a teacher says of the topic: a probability each.
    public var softTopic: [Float]?
    public var entities: [LabelledEntity] = []

    /// Whether the text is labelled as good for one of its entities and not for another.
    var isContrast: Bool { Set(entities.compactMap(\.sentiment)).count > 1 }

    public init(text: String, sentiment: Int? = nil, topic: Int? = nil, entities: [LabelledEntity] = []) {
        self.text = text
        self.sentiment = sentiment
        self.topic = topic
        self.entities = entities
    }
}

/// An entity of a text, and how the text speaks of it.
public struct LabelledEntity: Sendable, Equatable {
    public let name: String
    /// Index into negative, neutral, positive.
    public var sentiment: Int?
    /// What a teacher says of it: a probability each.
    public var softSentiment: [Float]?

    public init(name: String, sentiment: Int?, softSentiment: [Float]? = nil) {
        self.name = name
        self.sentiment = sentiment
        self.softSentiment = softSentiment
    }
}

/// What a head answers.
public enum Task: String, Sendable, CaseIterable {
    case sentiment, topic, entity
}

/// The labelled corpora in one folder, split by a hash of the text.
public struct Corpus: Sendable {
    /// One text in so many is kept for validation.
    private static let validationShare: UInt64 = 10
    /// The corpora that are known, by the names of their files.
    public static let names = [
        "phrasebank", "tweets_sentiment", "sentfin_entities", "fiqa_targets", "tweets_topic",
    ]

    public let topics: [String]
    /// What the topic head's outputs are called; one name that says so where no corpus has topics.
    public var topicLabels: [String] { topics.isEmpty ? ["none"] : topics }
    /// The corpora that were found.
    public let names: [String]
    /// Texts to learn from, each once, with the labels of all corpora.
    public let training: [LabelledText]
    /// Texts to choose by and to report on, by corpus and task.
    public let validation: [(corpus: String, task: Task, texts: [LabelledText])]

    /// Reads the corpora that are there; one at least must be.
    ///
    /// The sentiment of a headline of SEntFiN or FiQA as a whole is that on which its entities agree; a score of FiQA
    /// below 0.15 in magnitude is neutral.
    /// - Parameters:
    ///   - names: The corpora to use, of `Corpus.names`.
    ///   - softLabels: A TSV file of texts with a teacher's probabilities, in the columns text, negative, neutral and
    ///     positive, and entity where they are of the sentiment towards one, and a column a topic where it knows topics.
    ///     What the teacher says nothing of is empty in all its columns; texts of the validation part are left out.
    /// - Throws: `CorpusError`, which names the file and the line.
    public init(
        folder: String, names: [String] = Corpus.names, softLabels: String? = nil
    ) throws(CorpusError) {
        func read(_ name: String, _ columns: [String]) throws(CorpusError) -> Table? {
            names.contains(name) ? try Table.read("\(folder)/\(name).tsv", columns: columns) : nil
        }
        let topicTable = try read("tweets_topic", ["text", "topic"])
        topics = Set(topicTable?.rows.map { $0.fields[1] } ?? []).sorted()
        let topics = topics
        let parts: [(name: String, texts: [LabelledText])] = [
            ("phrasebank", try Self.sentiments(read("phrasebank", ["text", "sentiment"]))),
            ("tweets_sentiment", try Self.sentiments(read("tweets_sentiment", ["text", "sentiment"]))),
            (
                "sentfin_entities",
                try Self.entities(read("sentfin_entities", ["text", "entity", "sentiment"]))
            ),
            ("fiqa_targets", try Self.scoredEntities(read("fiqa_targets", ["text", "target", "score"]))),
            (
                "tweets_topic",
                (topicTable?.rows ?? []).map {
                    LabelledText(text: $0.fields[0], topic: topics.firstIndex(of: $0.fields[1]))
                }
            ),
        ].filter { !$0.1.isEmpty }.map { name, texts in (name, texts.map { $0.from(name) }) }
        let isHeldOut = { (text: LabelledText) in
            Domain.fingerprint(text.text.utf8) % Self.validationShare == 0
        }
        self.names = parts.map(\.name)
        let taught = try softLabels.map { path throws(CorpusError) in try Self.taught(path, topics) } ?? []
        training = Self.merged((parts.flatMap(\.texts) + taught).filter { !isHeldOut($0) })
        validation = parts.flatMap { name, texts in
            let heldOut = texts.filter(isHeldOut)
            return Task.allCases.map { (name, $0, heldOut.filter($0.isAsked)) }.filter { !$0.2.isEmpty }
        }
        guard !training.isEmpty else { throw .nothingFound(folder: folder) }
    }

    /// Tells whether two corpora hold the same training texts in the same order.
    var fingerprint: UInt64 {
        Domain.fingerprint(training.lazy.map { "\($0.text)\n" }.joined().lazy.flatMap(\.utf8))
    }

    /// Joins the labels of equal texts; of contradicting ones the first stays.
    private static func merged(_ texts: [LabelledText]) -> [LabelledText] {
        var places: [[UInt8]: Int] = [:]
        var merged: [LabelledText] = []
        for text in texts {
            guard let place = places[Array(text.text.utf8)] else {
                places[Array(text.text.utf8)] = merged.count
                merged.append(text)
                continue
            }
            merged[place].sentiment = merged[place].sentiment ?? text.sentiment
            merged[place].softSentiment = merged[place].softSentiment ?? text.softSentiment
            merged[place].topic = merged[place].topic ?? text.topic
            merged[place].softTopic = merged[place].softTopic ?? text.softTopic
            for entity in text.entities { merged[place].merge(entity) }
        }
        return merged
    }

    private static func sentiments(_ table: Table?) throws(CorpusError) -> [LabelledText] {
        guard let table else { return [] }
        var texts: [LabelledText] = []
        for row in table.rows {
            texts.append(
                LabelledText(text: row.fields[0], sentiment: try sentimentIndex(row.fields[1], row, table)))
        }
        return texts
    }

    private static func entities(_ table: Table?) throws(CorpusError) -> [LabelledText] {
        guard let table else { return [] }
        var texts: [LabelledText] = []
        for row in table.rows {
            let entity = LabelledEntity(
                name: row.fields[1], sentiment: try sentimentIndex(row.fields[2], row, table))
            texts.append(LabelledText(text: row.fields[0], entities: [entity]))
        }
        return merged(texts).map { withAgreedSentiment($0) }
    }

    private static func scoredEntities(_ table: Table?) throws(CorpusError) -> [LabelledText] {
        guard let table else { return [] }
        var texts: [LabelledText] = []
        for row in table.rows {
            guard let score = Double(row.fields[2]), (-1...1).contains(score) else {
                throw .badField(path: table.path, line: row.line, field: "score", value: row.fields[2])
            }
            let label = score.magnitude < 0.15 ? 1 : score < 0 ? 0 : 2
            texts.append(
                LabelledText(
                    text: row.fields[0], entities: [LabelledEntity(name: row.fields[1], sentiment: label)]))
        }
        return merged(texts).map { withAgreedSentiment($0) }
    }

    /// Texts with a teacher's probabilities.
    private static func taught(_ path: String, _ topics: [String]) throws(CorpusError) -> [LabelledText] {
        let columns = ["negative", "neutral", "positive", "text"]
        guard let table = try Table.read(path, columns: columns, optional: ["entity"] + topics) else {
            throw .unreadable(path: path, reason: "there is no such file")
        }
        var texts: [LabelledText] = []
        for row in table.rows {
            let sentiment = try probabilities(row.fields[..<3], row, table)
            var text = LabelledText(text: row.fields[3])
            text.softTopic = try probabilities(row.fields[5...], row, table)
            guard sentiment != nil || text.softTopic != nil else {
                throw .badField(path: path, line: row.line, field: "set of probabilities", value: "")
            }
            let entity = row.fields[4]
            if entity.isEmpty {
                text.softSentiment = sentiment
            } else if let sentiment {
                text.entities = [LabelledEntity(name: entity, sentiment: nil, softSentiment: sentiment)]
            }
            texts.append(text)
        }
        return texts
    }

    /// The numbers of some fields, or nothing where all are empty.
    private static func probabilities(
        _ fields: ArraySlice<String>, _ row: Table.Row, _ table: Table
    ) throws(CorpusError) -> [Float]? {
        guard !fields.allSatisfy(\.isEmpty) else { return nil }
        let shares = fields.compactMap { Float($0) }
        guard shares.count == fields.count, shares.allSatisfy({ (0...1).contains($0) }),
            (shares.reduce(0, +) - 1).magnitude < 0.01
        else {
            throw .badField(
                path: table.path, line: row.line, field: "set of probabilities",
                value: fields.joined(separator: " "))
        }
        return shares
    }

    private static func withAgreedSentiment(_ text: LabelledText) -> LabelledText {
        var text = text
        let labels = Set(text.entities.map(\.sentiment))
        text.sentiment = labels.count == 1 ? labels.first ?? nil : nil
        return text
    }

    private static func sentimentIndex(
        _ label: String, _ row: Table.Row, _ table: Table
    ) throws(CorpusError) -> Int {
        guard let index = Sentiment.allCases.map(\.rawValue).firstIndex(of: label) else {
            throw .badField(path: table.path, line: row.line, field: "sentiment", value: label)
        }
        return index
    }
}

extension LabelledText {
    /// Takes in an entity; what is said of one that is there already is joined, but a name may have two labels.
    fileprivate mutating func merge(_ entity: LabelledEntity) {
        let same = entities.firstIndex {
            $0.name == entity.name && ($0.sentiment == nil || entity.sentiment == nil)
        }
        guard let same else { return entities.append(entity) }
        entities[same].sentiment = entities[same].sentiment ?? entity.sentiment
        entities[same].softSentiment = entities[same].softSentiment ?? entity.softSentiment
    }

    fileprivate func from(_ corpus: String) -> LabelledText {
        var text = self
        text.corpus = corpus
        return text
    }
}

extension Task {
    /// Whether the text has a label for this task.
    func isAsked(_ text: LabelledText) -> Bool {
        switch self {
        case .sentiment: text.sentiment != nil
        case .topic: text.topic != nil
        case .entity: !text.entities.isEmpty
        }
    }
}

/// Why the corpora cannot be used.
public enum CorpusError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case missingColumn(path: String, column: String, have: [String])
    case shortRow(path: String, line: Int, fields: Int, expected: Int)
    case badField(path: String, line: Int, field: String, value: String)
    case nothingFound(folder: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .missingColumn(let path, let column, let have):
            "\(path):1: no column \(column); the header has \(have.joined(separator: ", "))"
        case .shortRow(let path, let line, let fields, let expected):
            "\(path):\(line): \(fields) fields where the header has \(expected)"
        case .badField(let path, let line, let field, let value):
            "\(path):\(line): \"\(value)\" is no \(field)"
        case .nothingFound(let folder):
            "no labelled corpus in \(folder); at least one of \(Corpus.names.map { "\($0).tsv" }.joined(separator: ", ")) is needed"
        }
    }
}
