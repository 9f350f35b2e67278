public import Domain

/// What a person looks for in headlines, in the parts that a store can look for.
///
/// A text of words is a query as SQLite's full-text search (FTS5) reads it. In a script without spaces
/// between words, each piece is looked for by itself, as any part of a text.
public struct SearchText: Sendable, Equatable {
    /// A query of words; nil where only pieces are looked for.
    public let words: String?
    /// Parts of texts in scripts without spaces.
    public let pieces: [String]

    /// The parts of a text; nil for one that is blank.
    public init?(_ text: String) {
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        guard text.unicodeScalars.contains(where: \.isOfUnspacedScript) else {
            (words, pieces) = (Self.quoted(text), [])
            return
        }
        // Pieces in scripts without spaces, each by itself; words beside them.
        let parts = text.split { $0.isWhitespace || $0 == "\"" }
        let words = parts.filter { !$0.unicodeScalars.contains(where: \.isOfUnspacedScript) }
        pieces = parts.filter { $0.unicodeScalars.contains(where: \.isOfUnspacedScript) }.map(String.init)
        self.words = words.isEmpty ? nil : words.map { "\"\($0)\"" }.joined(separator: " ")
    }

    /// The query for the titles of a theme: its words, in singular or plural; nil for other streams.
    public static func titles(of stream: Domain.Stream?) -> String? {
        guard let stream, stream.kind == .theme else { return nil }
        let words = stream.subject.split(separator: " ").map { word in
            let plural = word.hasSuffix("y") ? "\(word.dropLast())ies" : "\(word)es"
            let forms = [String(word), "\(word)s", plural].map {
                "\"\($0.replacing("\"", with: "\"\""))\""
            }
            return "(\(forms.joined(separator: " OR ")))"
        }
        return words.isEmpty ? nil : "title: (\(words.joined(separator: " AND ")))"
    }

    /// Puts words like S&P and Coca-Cola into quotes, which full-text search wants; its own signs stay.
    private static func quoted(_ text: String) -> String {
        guard !text.contains("\"") else { return text }
        return text.split(whereSeparator: \.isWhitespace).map { word in
            let isPlain = !word.contains { "()*:^+{}".contains($0) }
            let isBare = word.unicodeScalars.allSatisfy {
                !$0.isASCII || $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
            }
            return isPlain && !isBare ? "\"\(word)\"" : String(word)
        }.joined(separator: " ")
    }
}

extension Unicode.Scalar {
    /// Whether a character is of a script without spaces between words, as the view `item_unspaced` has it.
    public var isOfUnspacedScript: Bool {
        switch value {
        case 0x0E00...0x11FF, 0x1780...0x17FF, 0x2E80...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3134F: true
        default: false
        }
    }
}
