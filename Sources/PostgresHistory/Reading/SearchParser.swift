// The grammar of SQLite's full-text search (FTS5), so that a query means the same in every store:
//
//     expression := expression (AND | OR | NOT) expression | [columns ":"] "(" expression ")" | list
//     list       := [columns ":"] near …              words beside each other: all of them
//     near       := ["^"] phrase | NEAR "(" phrase … ["," number] ")"
//     phrase     := string ["*"] ("+" string ["*"]) …
//     columns    := ["-"] (string | "{" string … "}")
//
// NOT binds more closely than AND, and AND than OR.

/// Reads queries of words.
struct SearchParser {
    /// Words between the phrases of NEAR, unless it says how many.
    private static let usualDistance = 10
    /// Above this NEAR asks for as good as the same text.
    private static let largestDistance = 100
    /// Parentheses within each other; SQLite's own limit is 256.
    private static let deepest = 256

    private var tokens: SearchTokens
    private var depth = 0

    /// Reads a query.
    ///
    /// - Throws: `SearchFailure`.
    static func query(_ text: String) throws(SearchFailure) -> SearchQuery {
        // SQLite takes such a text for a command of its own.
        if text.hasPrefix("*") { throw SearchFailure(reason: "a word cannot begin with *") }
        var parser = SearchParser(tokens: try SearchTokens(text))
        if parser.tokens.next == .end { return .nothing }
        let query = try parser.expression()
        guard parser.tokens.next == .end else { throw parser.misplaced }
        return query
    }

    private var misplaced: SearchFailure { .misplaced(tokens.written) }

    private mutating func expression() throws(SearchFailure) -> SearchQuery {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw SearchFailure(reason: "parentheses are nested too deeply") }
        var query = try conjunction()
        while try takes(.or) { query = .or(query, try conjunction()) }
        return query
    }

    private mutating func conjunction() throws(SearchFailure) -> SearchQuery {
        var query = try difference()
        while try takes(.and) { query = .and(query, try difference()) }
        return query
    }

    private mutating func difference() throws(SearchFailure) -> SearchQuery {
        var query = try operand()
        while try takes(.not) { query = .not(query, try operand()) }
        return query
    }

    private mutating func operand() throws(SearchFailure) -> SearchQuery {
        if try takes(.sign("(")) { return try closed() }
        var (query, columns) = (SearchQuery.nothing, try restriction())
        if let columns, try takes(.sign("(")) { return try closed().within(columns) }
        repeat {
            query = Self.both(query, try near(columns))
            columns = try restriction()
        } while columns != nil || startsPhrase
        return query
    }

    private mutating func closed() throws(SearchFailure) -> SearchQuery {
        let query = try expression()
        guard try takes(.sign(")")) else { throw misplaced }
        return query
    }

    /// What stands beside each other; a text without words asks for nothing.
    private static func both(_ a: SearchQuery, _ b: SearchQuery) -> SearchQuery {
        if a.sql == nil { return b }
        return b.sql == nil ? a : .and(a, b)
    }

    private var startsPhrase: Bool {
        switch tokens.next {
        case .string, .sign("^"): true
        default: false
        }
    }
}

extension SearchParser {
    /// Takes the next token if it is this one.
    private mutating func takes(_ token: SearchTokens.Token) throws(SearchFailure) -> Bool {
        guard tokens.next == token else { return false }
        try tokens.advance()
        return true
    }

    /// The columns that what follows is looked for in; nil where nothing is said.
    private mutating func restriction() throws(SearchFailure) -> Set<SearchQuery.Column>? {
        let all = Set(SearchQuery.Column.allCases)
        if try takes(.sign("-")) {
            let excluded: Set<SearchQuery.Column>
            if try takes(.sign("{")) {
                excluded = try columnsInBraces()
            } else {
                excluded = [try column(try string())]
            }
            guard try takes(.sign(":")) else { throw misplaced }
            return all.subtracting(excluded)
        }
        if try takes(.sign("{")) {
            let columns = try columnsInBraces()
            guard try takes(.sign(":")) else { throw misplaced }
            return columns
        }
        guard case .string(let name) = tokens.next else { return nil }
        var ahead = tokens
        try ahead.advance()
        guard ahead.next == .sign(":") else { return nil }
        let column = try column(name)
        tokens = ahead
        try tokens.advance()
        return [column]
    }

    private mutating func columnsInBraces() throws(SearchFailure) -> Set<SearchQuery.Column> {
        var columns: Set = [try column(try string())]
        while tokens.next != .sign("}") { columns.insert(try column(try string())) }
        try tokens.advance()
        return columns
    }

    private func column(_ name: String) throws(SearchFailure) -> SearchQuery.Column {
        switch name.lowercased() {
        case "title": return .title
        case "summary": return .summary
        default: throw SearchFailure(reason: "only title: and summary: can be searched, not \(name):")
        }
    }

    private mutating func string() throws(SearchFailure) -> String {
        guard case .string(let text) = tokens.next else { throw misplaced }
        try tokens.advance()
        return text
    }

    private mutating func near(
        _ columns: Set<SearchQuery.Column>?
    ) throws(SearchFailure) -> SearchQuery {
        let columns = columns ?? Set(SearchQuery.Column.allCases)
        if try takes(.sign("^")) {
            var phrase = try phrase(string())
            phrase.isInitial = true
            return .phrase(phrase, columns)
        }
        let name = tokens.written
        let first = try string()
        guard try takes(.sign("(")) else { return .phrase(try phrase(first), columns) }
        var (phrases, distance) = ([try phrase(string())], Self.usualDistance)
        while case .string = tokens.next { phrases.append(try phrase(string())) }
        if try takes(.sign(",")) {
            let number = try string()
            guard let stated = Int(number), stated >= 0 else {
                throw SearchFailure(reason: "expected integer, got \"\(number)\"")
            }
            distance = min(stated, Self.largestDistance)
        }
        guard try takes(.sign(")")) else { throw misplaced }
        guard name == "NEAR" else { throw .misplaced(name) }
        return .near(phrases, distance: distance, columns)
    }

    /// The phrase that begins with a string.
    private mutating func phrase(_ first: String) throws(SearchFailure) -> SearchQuery.Phrase {
        var phrase = SearchQuery.Phrase(parts: [.init(text: first, isBeginning: try takes(.sign("*")))])
        while try takes(.sign("+")) {
            phrase.parts.append(.init(text: try string(), isBeginning: try takes(.sign("*"))))
        }
        return phrase
    }
}
