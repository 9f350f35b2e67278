/// The tokens of a query, one at a time, as SQLite's full-text search (FTS5) has them.
struct SearchTokens {
    enum Token: Equatable {
        case string(String)
        case and, or, not
        /// One of `( ) { } : , + * - ^`.
        case sign(Character)
        case end
    }

    private var rest: Substring
    /// The token that comes next.
    private(set) var next = Token.end
    /// How it is written.
    private(set) var written: Substring = ""

    /// - Throws: `SearchFailure` for a text that does not begin with a token.
    init(_ text: String) throws(SearchFailure) {
        rest = text[...]
        try advance()
    }

    /// Goes on to the token after the next.
    mutating func advance() throws(SearchFailure) {
        rest = rest.drop { " \t\n\r\r\n".contains($0) }
        guard let first = rest.first else {
            (next, written) = (.end, "")
            return
        }
        if "(){}:,+*-^".contains(first) {
            (next, written) = (.sign(first), rest.prefix(1))
            rest = rest.dropFirst()
        } else if first == "\"" {
            try advanceOverString()
        } else {
            try advanceOverWord()
        }
    }

    /// A double quote within is written twice.
    private mutating func advanceOverString() throws(SearchFailure) {
        var (text, inside) = ("", rest.dropFirst())
        while let character = inside.popFirst() {
            if character != "\"" {
                text.append(character)
            } else if inside.first == "\"" {
                text.append("\"")
                inside = inside.dropFirst()
            } else {
                (next, written) = (.string(text), rest[..<inside.startIndex])
                rest = inside
                return
            }
        }
        throw SearchFailure(reason: "a double quote is not closed")
    }

    private mutating func advanceOverWord() throws(SearchFailure) {
        let word = rest.prefix { character in
            character.unicodeScalars.allSatisfy {
                !$0.isASCII || $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
                    || $0 == "\u{1A}"
            }
        }
        guard !word.isEmpty else { throw .misplaced(rest.prefix(1)) }
        written = word
        rest = rest[word.endIndex...]
        next =
            switch word {
            case "AND": .and
            case "OR": .or
            case "NOT": .not
            default: .string(String(word))
            }
    }
}

/// Why a query cannot be read.
struct SearchFailure: Error, Equatable {
    /// In words.
    let reason: String

    /// A token is where none or another is expected.
    static func misplaced(_ written: Substring) -> SearchFailure {
        SearchFailure(
            reason: written.isEmpty
                ? "it ends too early" : "a word is missing or misplaced near \"\(written)\"")
    }
}
