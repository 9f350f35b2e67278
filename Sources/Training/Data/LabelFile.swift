import Classification
import Domain

// Labels of people for several heads in one file: tab-separated, with a header, without quoting. A line has a
// text (column `text`), or, where texts may not be passed on, its key (column `key`): the fingerprint as 16
// hexadecimal digits, to be found among texts from elsewhere. It may have a `sentiment`, a `topic`, and an
// entity with an `entity_sentiment`; the entity is named as in the text (`entity`), or given as the bytes of
// the text that name it (`entity_start`, `entity_end`). A text with several entities has a line for each.
// Lines of the same `group`, such as the two sides of a minimal pair, are never apart: all are learned from,
// or none.

/// A file of labels for any of the heads for sentiment, topic and entity.
public struct LabelFile: Sendable {
    /// The columns that teach something.
    private static let taught = ["sentiment", "topic", "entity_sentiment"]
    private static let columns =
        ["text", "key"] + taught + ["entity", "entity_start", "entity_end", "group"]

    /// A line whose text is known.
    private struct Row {
        let line: Int
        let text: String
        let values: [String: String]

        func value(_ column: String) -> String { values[column] ?? "" }
    }

    /// The name of the file without its folder and `.tsv`; what evaluations call it.
    public let name: String
    /// Lines whose key belongs to none of the texts.
    public let unknown: Int
    private let path: String
    private let rows: [Row]
    private let hasSentiments: Bool

    /// Reads the lines; what they say is looked at when the topics are known.
    ///
    /// - Parameter texts: The texts that keys are looked up in.
    /// - Throws: `CorpusError`, which names the line.
    public init(path: String, texts: [String] = []) throws(CorpusError) {
        guard let table = try Table.read(path, columns: [], optional: Self.columns) else {
            throw .unreadable(path: path, reason: "there is no such file")
        }
        let header = table.header
        guard header.contains("text") || header.contains("key") else {
            throw .missingColumn(path: path, column: "text or key", have: header)
        }
        guard !Self.taught.allSatisfy({ !header.contains($0) }) else {
            throw .missingColumn(path: path, column: Self.taught.joined(separator: ", "), have: header)
        }
        let keyed = textsByKey(texts)
        var rows: [Row] = []
        for row in table.rows {
            let values = Dictionary(uniqueKeysWithValues: zip(Self.columns, row.fields))
            let text = try Self.text(of: values, keyed: keyed, path: path, line: row.line)
            if let text { rows.append(Row(line: row.line, text: text, values: values)) }
        }
        guard !rows.isEmpty else { throw .noTexts(path: path) }
        self.path = path
        self.rows = rows
        name = Self.name(of: path)
        unknown = table.rows.count - rows.count
        hasSentiments = header.contains("sentiment")
    }

    /// The topics that occur in the file.
    var topics: Set<String> { Set(rows.map { $0.value("topic") }.filter { !$0.isEmpty }) }

    /// What each text is grouped by, for those that are.
    var groups: [String: String] {
        Dictionary(
            rows.filter { !$0.value("group").isEmpty }.map { ($0.text, "\(name) \($0.value("group"))") },
            uniquingKeysWith: { first, _ in first })
    }

    /// The labels, a text for each line.
    ///
    /// - Parameter topics: The labels of the topic head.
    /// - Throws: `CorpusError`, which names the line.
    func labeled(topics: [String]) throws(CorpusError) -> [LabeledText] {
        var texts: [LabeledText] = []
        for row in rows {
            var text = LabeledText(text: row.text)
            text.corpus = name
            text.sentiment = try index("sentiment", of: row, in: Sentiment.labels)
            text.labels[.topic].hard = try index("topic", of: row, in: topics)
            if let sentiment = try index("entity_sentiment", of: row, in: Sentiment.labels) {
                text.entities = [LabeledEntity(name: try entity(of: row), sentiment: sentiment)]
            }
            texts.append(text)
        }
        return texts
    }

    /// Whether the sentiment of a text follows from that of its entities: the file has no column for it.
    var agreesOnSentiment: Bool { !hasSentiments }

    /// The text of a line, by itself or by its key; nil for a key of none of the texts.
    private static func text(
        of values: [String: String], keyed: [UInt64: String], path: String, line: Int
    ) throws(CorpusError) -> String? {
        let (text, key) = (values["text"] ?? "", values["key"] ?? "")
        guard key.isEmpty else {
            guard let hash = UInt64(key, radix: 16) else {
                throw .badField(path: path, line: line, field: "key", value: key)
            }
            return keyed[hash]
        }
        guard text.contains(where: { !$0.isWhitespace }) else { throw .emptyText(path: path, line: line) }
        return text
    }

    static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(".tsv") ? String(file.dropLast(4)) : file
    }

    /// The place of a value among labels; nil for an empty one.
    private func index(_ column: String, of row: Row, in labels: [String]) throws(CorpusError) -> Int? {
        let value = row.value(column)
        guard !value.isEmpty else { return nil }
        guard let index = labels.firstIndex(of: value) else {
            throw .unknownLabel(path: path, line: row.line, column: column, value: value, labels: labels)
        }
        return index
    }

    /// The name of the entity that a line is about.
    private func entity(of row: Row) throws(CorpusError) -> String {
        let name = row.value("entity")
        guard name.isEmpty else {
            guard row.text.lowercased().contains(name.lowercased()) else {
                throw .notInText(path: path, line: row.line, entity: name)
            }
            return name
        }
        let (start, end) = (row.value("entity_start"), row.value("entity_end"))
        guard !start.isEmpty || !end.isEmpty else { throw .noEntity(path: path, line: row.line) }
        guard let first = Int(start), let past = Int(end),
            let name = row.text.part(fromByte: first, to: past)
        else {
            throw .badField(path: path, line: row.line, field: "range of an entity", value: "\(start)-\(end)")
        }
        return name
    }
}
