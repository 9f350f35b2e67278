import Domain
import GRDB
import History

/// Something that the text of a headline must have, with the items that have it where those are few.
struct TextCondition: Equatable {
    /// Items that are looked at one by one; a text in more is looked for in the order of time.
    private static let few = 1000
    /// From this share of the latest items on, beginnings of words are looked for in the texts themselves:
    /// the index would first gather all their hits, at 0.25 microseconds each.
    private static let common = 0.1

    /// Where it is looked for.
    private let place: Place
    /// The query, as its index reads it.
    let query: String
    /// The items; nil where there are many.
    private(set) var hits: [Int64]?
    /// The latest items that have it, where there are many; empty where nobody gathered them.
    private(set) var latest: [Int64] = []
    /// The share of items that have it, about, where those are many.
    private(set) var share = 1.0
    /// Whether it asks for beginnings of words that are in so many items that the index is no help.
    private(set) var isCommonBeginning = false

    private enum Place {
        /// By words.
        case words
        /// By parts of three characters and more, in scripts without spaces.
        case parts
        /// By one or two characters, likewise.
        case characters
    }

    private init(_ place: Place, _ query: String) {
        self.place = place
        self.query = query
    }

    /// What a text asks for; nothing where it is nil or blank.
    ///
    /// - Throws: `HistoryError.unreadableQuery`.
    static func all(of text: String?, in db: Database) throws -> [TextCondition] {
        guard let text, let search = SearchText(text) else { return [] }
        return try conditions(of: search).map { condition in
            var condition = condition
            do {
                try condition.measure(in: db)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
                throw HistoryError.unreadableQuery(text, reason: reason(error))
            }
            return condition
        }
    }

    /// What the titles of a theme have: its words, in singular or plural; nothing for other streams.
    static func words(of stream: Domain.Stream?, in db: Database) throws -> [TextCondition] {
        guard let query = SearchText.titles(of: stream) else { return [] }
        var condition = TextCondition(.words, query)
        try condition.measure(in: db)
        return [condition]
    }

    /// Finds out how many items have it.
    private mutating func measure(in db: Database) throws {
        if asksForBeginnings {
            share = try TextSieve.share(query, in: db)
            isCommonBeginning = share >= Self.common
            guard !isCommonBeginning else { return }
        }
        latest = try firstHits(in: db)
        if let last = latest.first, let first = latest.last, last > first {
            share = min(Double(latest.count) / Double(last - first), 1)
        }
        if latest.count <= Self.few { (hits, latest) = (latest, []) }
    }

    /// Whether it asks for words by how they begin, as in `warn*`.
    var asksForBeginnings: Bool {
        guard place == .words else { return false }
        return query.split(separator: "\"", omittingEmptySubsequences: false).enumerated().contains {
            $0.offset.isMultiple(of: 2) && $0.element.contains("*")
        }
    }

    private static func conditions(of text: SearchText) -> [TextCondition] {
        let parts = text.pieces.map { piece in
            piece.count < 3 ? TextCondition(.characters, piece) : TextCondition(.parts, "\"\(piece)\"")
        }
        return parts + (text.words.map { [TextCondition(.words, $0)] } ?? [])
    }

    /// The full-text index in which it is looked for; nil for what is read in the text itself.
    var table: String? {
        switch place {
        case .words: "item_text"
        case .parts: "item_trigram"
        case .characters: nil
        }
    }

    /// The latest items that have it, one more than few at most.
    private func firstHits(in db: Database) throws -> [Int64] {
        let sql =
            table.map { "SELECT rowid FROM \($0) WHERE \($0) MATCH ? ORDER BY rowid DESC LIMIT ?" }
                ?? """
                SELECT DISTINCT doc FROM item_trigram_term WHERE term >= ?1 AND term < ?1 || char(1114111) LIMIT ?2
                """
        return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [query, Self.few + 1])
    }

    /// The condition on an item.
    func condition(on item: String) -> SQL {
        guard let table else {
            return "instr(\(sql: item).title || char(10) || coalesce(\(sql: item).summary, ''), \(query)) > 0"
        }
        let matches: SQL = """
            EXISTS (SELECT 1 FROM \(sql: table) WHERE \(sql: table) MATCH \(query) AND rowid = \(sql: item).id)
            """
        // The index takes up to a millisecond to tell of a single item whether it has a phrase of common
        // words.
        guard let oldest = latest.last else { return hits.map { Self.isAmong($0, item) } ?? matches }
        return """
            CASE WHEN \(sql: item).id < \(oldest) THEN \(matches) ELSE \(Self.isAmong(latest, item)) END
            """
    }

    private static func isAmong(_ ids: [Int64], _ item: String) -> SQL {
        let list = "[\(ids.map(String.init).joined(separator: ","))]"
        return "\(sql: item).id IN (SELECT value FROM json_each(\(list)))"
    }

    /// What is wrong with a query, from what SQLite says of it.
    private static func reason(_ error: DatabaseError) -> String {
        let message = error.message ?? ""
        if message.contains("unterminated string") { return "a double quote is not closed" }
        if message.contains("unknown special query") { return "a word cannot begin with *" }
        if let column = message.firstRange(of: "no such column: ").map({ message[$0.upperBound...] }) {
            return "only title: and summary: can be searched, not \(column):"
        }
        if let near = message.firstRange(of: "syntax error near ").map({ message[$0.upperBound...] }) {
            return near == "\"\"" ? "it ends too early" : "a word is missing or misplaced near \(near)"
        }
        return message.replacing("fts5: ", with: "")
    }
}
