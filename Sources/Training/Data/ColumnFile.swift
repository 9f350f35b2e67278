import Classification
import FoundationEssentials

// The format of CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): a word a line with columns divided by
// blanks, the word first and its tag last; an empty line ends a sentence, -DOCSTART- begins a document. Tags
// are read as IOB1 or IOB2, which both say the same entities, and are kept as IOB2.

/// A sentence of a column file.
public struct ColumnSentence: Sendable, Equatable {
    /// Its words.
    public let words: [String]
    /// The last column of each word, as IOB2 where it is a tag.
    public let tags: [String]
    /// The place of each word's line among those of the file, from 0.
    public let lines: [Int]
}

/// A file with a word a line.
public struct ColumnFile: Sendable, Equatable {
    /// Begins a document.
    private static let document = "-DOCSTART-"

    /// The lines as they are in the file, without line feeds.
    public let lines: [String]
    /// The sentences of each document, none of them empty.
    public let documents: [[ColumnSentence]]

    /// The lines that begin a document.
    public var documentLines: [Int] { lines.indices.filter { Self.isDocument(lines[$0]) } }

    /// Reads a file whose last column is a tag of one of some types of entities.
    ///
    /// - Throws: `CorpusError`, which names the line.
    public static func labeled(_ path: String, types: [String]) throws(CorpusError) -> ColumnFile {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
        let file = ColumnFile(bytes)
        let known = Set(TagScheme(types: types).labels)
        for sentence in file.documents.joined() {
            for (tag, line) in zip(sentence.tags, sentence.lines) {
                guard fields(file.lines[line]).count > 1 else {
                    throw .shortRow(path: path, line: line + 1, fields: 1, expected: 2)
                }
                guard known.contains(tag) else {
                    throw .badField(path: path, line: line + 1, field: "tag", value: tag)
                }
            }
        }
        guard !file.documents.isEmpty else { throw .noSentence(path: path) }
        return file
    }

    /// Reads the bytes of a file, whatever is in its last column.
    public init(_ bytes: some Sequence<UInt8>) {
        var lines = Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        var documents: [[ColumnSentence]] = [[]]
        var open: [Int] = []
        func endSentence() {
            guard !open.isEmpty else { return }
            let rows = open.map { Self.fields(lines[$0]) }
            documents[documents.count - 1].append(
                ColumnSentence(
                    words: rows.map { String($0[0]) },
                    tags: TagNames.iob2(rows.map { String($0[$0.count - 1]) }), lines: open))
            open = []
        }
        for (place, line) in lines.enumerated() {
            if Self.isDocument(line) {
                endSentence()
                documents.append([])
            } else if Self.fields(line).isEmpty {
                endSentence()
            } else {
                open.append(place)
            }
        }
        endSentence()
        self.lines = lines
        self.documents = documents.filter { !$0.isEmpty }
    }

    private static func isDocument(_ line: String) -> Bool { line.hasPrefix(document) }

    /// The columns of a line; none of an empty one.
    private static func fields(_ line: String) -> [Substring] {
        line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
    }
}

/// How tags are written.
enum TagNames {
    /// Tags of IOB1 or IOB2 as IOB2: an entity always begins with B-.
    static func iob2(_ tags: [String]) -> [String] {
        var former = TagScheme.outside
        return tags.map { tag in
            defer { former = tag }
            guard tag.hasPrefix("I-"), former.dropFirst(2) != tag.dropFirst(2) || former == TagScheme.outside
            else {
                return tag
            }
            return "B-" + tag.dropFirst(2)
        }
    }
}
