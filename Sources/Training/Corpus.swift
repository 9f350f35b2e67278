import Domain

/// A text with what people said of it; a head without a label learns nothing from it.
public struct LabelledText: Sendable, Equatable {
    public let text: String
    /// Index into negative, neutral, positive.
    public let sentiment: Int?
    /// Index into the topics.
    public let topic: Int?
}

/// The labelled corpora in one folder, split by a hash of the text.
public struct Corpus: Sendable {
    /// One text in so many is kept for validation.
    private static let validationShare: UInt64 = 10

    public let topics: [String]
    /// Texts to learn from.
    public let training: [LabelledText]
    /// Texts to choose by and to report on, by corpus.
    public let validation: [(corpus: String, texts: [LabelledText])]

    /// Reads `phrasebank.tsv`, `tweets_sentiment.tsv`, `sentfin_entities.tsv`, `fiqa_targets.tsv` and
    /// `tweets_topic.tsv`; a file that is absent is left out, but one must be there.
    ///
    /// A headline of SEntFiN counts when its entities agree; a score of FiQA below 0.15 in magnitude is neutral.
    /// - Throws: `CorpusError`, which names the file and the line.
    public init(folder: String) throws(CorpusError) {
        var training: [LabelledText] = []
        var validation: [(corpus: String, texts: [LabelledText])] = []
        let topicRows = try Table.read("tweets_topic.tsv", in: folder, columns: ["text", "topic"])
        topics = Set(topicRows?.rows.map { $0.fields[1] } ?? []).sorted()
        let parts: [(String, [LabelledText])] = [
            ("phrasebank", try Self.sentiments("phrasebank.tsv", in: folder)),
            ("tweets_sentiment", try Self.sentiments("tweets_sentiment.tsv", in: folder)),
            ("sentfin", try Self.agreeing("sentfin_entities.tsv", in: folder)),
            ("fiqa", try Self.scored("fiqa_targets.tsv", in: folder)),
            ("tweets_topic", Self.topics(topicRows, labels: topics)),
        ]
        for (name, texts) in parts where !texts.isEmpty {
            let isHeldOut = { (text: LabelledText) in
                fingerprint(text.text.utf8) % Self.validationShare == 0
            }
            training += texts.filter { !isHeldOut($0) }
            validation.append((name, texts.filter(isHeldOut)))
        }
        guard !training.isEmpty else { throw .nothingFound(folder: folder) }
        self.training = training
        self.validation = validation
    }

    private static func sentiments(_ file: String, in folder: String) throws(CorpusError) -> [LabelledText] {
        guard let table = try Table.read(file, in: folder, columns: ["text", "sentiment"]) else { return [] }
        var texts: [LabelledText] = []
        for row in table.rows {
            let label = try sentimentIndex(row.fields[1], at: row.line, of: table.path)
            texts.append(LabelledText(text: row.fields[0], sentiment: label, topic: nil))
        }
        return texts
    }

    private static func agreeing(_ file: String, in folder: String) throws(CorpusError) -> [LabelledText] {
        guard let table = try Table.read(file, in: folder, columns: ["text", "sentiment"]) else { return [] }
        var labels: [String: Set<Int>] = [:]
        var order: [String] = []
        for row in table.rows {
            if labels[row.fields[0]] == nil { order.append(row.fields[0]) }
            labels[row.fields[0], default: []].insert(
                try sentimentIndex(row.fields[1], at: row.line, of: table.path))
        }
        return order.compactMap { text in
            guard let found = labels[text], found.count == 1, let label = found.first else { return nil }
            return LabelledText(text: text, sentiment: label, topic: nil)
        }
    }

    private static func scored(_ file: String, in folder: String) throws(CorpusError) -> [LabelledText] {
        guard let table = try Table.read(file, in: folder, columns: ["text", "score"]) else { return [] }
        var scores: [String: [Double]] = [:]
        var order: [String] = []
        for row in table.rows {
            guard let score = Double(row.fields[1]), (-1...1).contains(score) else {
                throw .badField(path: table.path, line: row.line, field: "score", value: row.fields[1])
            }
            if scores[row.fields[0]] == nil { order.append(row.fields[0]) }
            scores[row.fields[0], default: []].append(score)
        }
        return order.map { text in
            let values = scores[text] ?? []
            let mean = values.reduce(0, +) / Double(max(values.count, 1))
            let label = mean.magnitude < 0.15 ? 1 : mean < 0 ? 0 : 2
            return LabelledText(text: text, sentiment: label, topic: nil)
        }
    }

    private static func topics(_ table: Table?, labels: [String]) -> [LabelledText] {
        (table?.rows ?? []).map {
            LabelledText(text: $0.fields[0], sentiment: nil, topic: labels.firstIndex(of: $0.fields[1]))
        }
    }

    private static func sentimentIndex(_ label: String, at line: Int, of path: String) throws(CorpusError)
        -> Int
    {
        guard let index = Sentiment.allCases.map(\.rawValue).firstIndex(of: label) else {
            throw .badField(path: path, line: line, field: "sentiment", value: label)
        }
        return index
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
            "no labelled corpus in \(folder); at least one of phrasebank.tsv, tweets_sentiment.tsv, sentfin_entities.tsv, fiqa_targets.tsv is needed"
        }
    }
}
