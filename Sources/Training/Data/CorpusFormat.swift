import Classification
public import Domain

// Where labels come from: the one place that a new corpus, or a corpus for a new head, is added to.

/// How a labeled corpus is laid out, and which head it teaches.
public struct CorpusFormat: Sendable {
    /// The rows of a corpus: a tab-separated file with a header and a column `text`.
    public enum Rows: Sendable {
        /// A label of the text in a column.
        case label(column: String)
        /// The name of an entity in a column, and a label of it in another.
        case entityLabel(entity: String, label: String)
        /// The name of an entity in a column, and in another how the text speaks of it, in [-1, 1].
        case entityScore(entity: String, score: String)
    }

    /// Scores nearer to 0 than this are neutral.
    private static let neutralScore = 0.15

    /// The name of the file without `.tsv`.
    public let name: String
    /// The head that it teaches.
    public let head: HeadName
    /// The head's labels; nil for those that occur in the file, in alphabetical order.
    public let labels: [String]?
    /// Where texts and labels are in the file.
    public let rows: Rows
    /// What the texts and labels may be used for, and so the weights that learn from them.
    public let license: String

    /// A corpus that teaches one head.
    public init(
        _ name: String, teaches head: HeadName, labels: [String]?, rows: Rows, license: String = "unknown"
    ) {
        self.name = name
        self.license = license
        self.head = head
        self.labels = labels
        self.rows = rows
    }

    /// The corpora that are known.
    public static let known = [
        CorpusFormat(
            "phrasebank", teaches: .sentiment, labels: Sentiment.labels, rows: .label(column: "sentiment"),
            license: "CC BY-NC-SA 3.0"),
        CorpusFormat(
            "tweets_sentiment", teaches: .sentiment, labels: Sentiment.labels,
            rows: .label(column: "sentiment"), license: "MIT"),
        CorpusFormat(
            "sentfin_entities", teaches: .entity, labels: Sentiment.labels,
            rows: .entityLabel(entity: "entity", label: "sentiment"), license: "MIT"),
        CorpusFormat(
            "fiqa_targets", teaches: .entity, labels: Sentiment.labels,
            rows: .entityScore(entity: "target", score: "score"), license: "research only"),
        CorpusFormat(
            "tweets_topic", teaches: .topic, labels: nil, rows: .label(column: "topic"), license: "MIT"),
    ]

    /// What the head judges.
    var scope: HeadSpec.Scope {
        switch rows {
        case .label: .text
        case .entityLabel, .entityScore: .entity
        }
    }

    /// The file in a folder; nil when it is not there.
    func read(in folder: String) throws(CorpusError) -> Table? {
        let path = "\(folder)/\(name).tsv"
        switch rows {
        case .label(let column): return try Table.read(path, columns: ["text", column])
        case .entityLabel(let entity, let label):
            return try Table.read(path, columns: ["text", entity, label])
        case .entityScore(let entity, let score):
            return try Table.read(path, columns: ["text", entity, score])
        }
    }

    /// The labels that occur in the file.
    func labelsFound(in table: Table) -> [String] { table.rows.compactMap(\.fields.last) }

    /// The texts of the file, equal ones as often as it has them.
    func texts(of table: Table, labels: [String]) throws(CorpusError) -> [LabeledText] {
        var texts: [LabeledText] = []
        for row in table.rows {
            var text = LabeledText(text: row.fields[0])
            let label = Label(hard: try index(row, table, labels))
            if scope == .text {
                text.labels[head] = label
            } else {
                var entity = LabeledEntity(name: row.fields[1], labels: Labels())
                entity.labels[head] = label
                text.entities = [entity]
            }
            texts.append(text)
        }
        return texts
    }

    private func index(_ row: Table.Row, _ table: Table, _ labels: [String]) throws(CorpusError) -> Int {
        let value = row.fields[row.fields.count - 1]
        func refusal(_ field: String) -> CorpusError {
            .badField(path: table.path, line: row.line, field: field, value: value)
        }
        switch rows {
        case .label(let column), .entityLabel(_, let column):
            guard let index = labels.firstIndex(of: value) else { throw refusal(column) }
            return index
        case .entityScore(_, let column):
            guard let score = Double(value), (-1...1).contains(score) else { throw refusal(column) }
            return score.magnitude < Self.neutralScore ? 1 : score < 0 ? 0 : 2
        }
    }
}
