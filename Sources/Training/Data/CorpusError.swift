/// Why the corpora cannot be used.
public enum CorpusError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case missingColumn(path: String, column: String, have: [String])
    case shortRow(path: String, line: Int, fields: Int, expected: Int)
    case badField(path: String, line: Int, field: String, value: String)
    case unknownLabel(path: String, line: Int, column: String, value: String, labels: [String])
    case emptyText(path: String, line: Int)
    case notInText(path: String, line: Int, entity: String)
    case noEntity(path: String, line: Int)
    case noTexts(path: String)
    case nothingFound(folder: String)
    case noSentence(path: String)

    /// What is wrong, where, and what is expected.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .missingColumn(let path, let column, let have):
            "\(path):1: no column \(column); the header has \(have.joined(separator: ", "))"
        case .shortRow(let path, let line, let fields, let expected):
            "\(path):\(line): \(fields) fields where the header has \(expected)"
        case .badField(let path, let line, let field, let value):
            "\(path):\(line): \"\(value)\" is not a valid \(field)"
        case .unknownLabel(let path, let line, let column, let value, let labels):
            "\(path):\(line): unknown \(column) \"\(value)\"; the labels are \(labels.joined(separator: ", "))"
        case .emptyText(let path, let line): "\(path):\(line): the text is empty"
        case .notInText(let path, let line, let entity):
            "\(path):\(line): the text does not contain the entity \"\(entity)\""
        case .noEntity(let path, let line): "\(path):\(line): entity_sentiment without an entity"
        case .noTexts(let path):
            "\(path) has no labeled text; give the texts that its keys belong to with --texts"
        case .noSentence(let path): "\(path) has no sentence; it needs a word and its tag per line"
        case .nothingFound(let folder):
            "no labeled corpus in \(folder); at least one of \(Corpus.names.map { "\($0).tsv" }.joined(separator: ", ")) is needed"
        }
    }
}
