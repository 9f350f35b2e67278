/// Why the corpora cannot be used.
public enum CorpusError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case missingColumn(path: String, column: String, have: [String])
    case shortRow(path: String, line: Int, fields: Int, expected: Int)
    case badField(path: String, line: Int, field: String, value: String)
    case nothingFound(folder: String)

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
        case .nothingFound(let folder):
            "no labeled corpus in \(folder); at least one of \(Corpus.names.map { "\($0).tsv" }.joined(separator: ", ")) is needed"
        }
    }
}
