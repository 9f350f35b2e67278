/// What a query of words asks for.
indirect enum SearchQuery: Equatable, Sendable {
    /// Words next to each other.
    case phrase(Phrase, Set<Column>)
    /// Phrases with no more than so many words between them, in any order.
    case near([Phrase], distance: Int, Set<Column>)
    case and(SearchQuery, SearchQuery)
    case or(SearchQuery, SearchQuery)
    /// The first without the second.
    case not(SearchQuery, SearchQuery)
    /// No word at all, which nothing has.
    case nothing

    /// Where words are looked for; the weight that they have in the index.
    enum Column: String, Sendable, CaseIterable {
        case title = "A"
        case summary = "B"
    }

    /// Words next to each other.
    struct Phrase: Equatable, Sendable {
        var parts: [Part]
        /// Whether its first word is the first of the title or the summary.
        var isInitial = false

        /// Words as they are written, with whatever is between them.
        struct Part: Equatable, Sendable {
            let text: String
            /// Whether the last word may go on.
            let isBeginning: Bool

            /// Whether there is a word at all.
            var hasWords: Bool {
                text.unicodeScalars.contains { scalar in
                    switch scalar.properties.generalCategory {
                    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                        .otherLetter, .decimalNumber, .letterNumber, .otherNumber, .privateUse:
                        true
                    default: false
                    }
                }
            }
        }
    }

    /// The query where it is asked of some columns only.
    func within(_ columns: Set<Column>) -> SearchQuery {
        switch self {
        case .phrase(let phrase, let own): .phrase(phrase, own.intersection(columns))
        case .near(let phrases, let distance, let own):
            .near(phrases, distance: distance, own.intersection(columns))
        case .and(let a, let b): .and(a.within(columns), b.within(columns))
        case .or(let a, let b): .or(a.within(columns), b.within(columns))
        case .not(let a, let b): .not(a.within(columns), b.within(columns))
        case .nothing: .nothing
        }
    }
}

extension SearchQuery {
    /// The query as the server has it (tsquery); nil where nothing can have what is asked for.
    var sql: SQL? {
        switch self {
        case .phrase(let phrase, let columns): phrase.sql(in: columns)
        case .near(let phrases, let distance, let columns): Self.near(phrases, distance, columns)
        case .and(let a, let b):
            a.sql.flatMap { first in b.sql.map { "(\(first) && \($0))" } }
        case .or(let a, let b): Self.either(a.sql, b.sql)
        case .not(let a, let b):
            a.sql.map { first in b.sql.map { "(\(first) && !! \($0))" } ?? first }
        case .nothing: nil
        }
    }

    private static func either(_ a: SQL?, _ b: SQL?) -> SQL? {
        guard let a else { return b }
        return b.map { "(\(a) || \($0))" } ?? a
    }

    /// Within one of the columns; of more than two phrases, each two must be near each other.
    private static func near(_ phrases: [Phrase], _ distance: Int, _ columns: Set<Column>) -> SQL? {
        let places = Column.allCases.filter(columns.contains).compactMap { column -> SQL? in
            let all = phrases.compactMap { $0.sql(in: [column]) }
            guard all.count > 1 else { return all.first }
            let pairs = all.indices.flatMap { first in
                all[(first + 1)...].map { "near_query(\(all[first]), \($0), \(distance)::integer)" as SQL }
            }
            return "(\(pairs.joined(separator: " && ")))"
        }
        return places.isEmpty ? nil : "(\(places.joined(separator: " || ")))"
    }
}

extension SearchQuery.Phrase {
    fileprivate func sql(in columns: Set<SearchQuery.Column>) -> SQL? {
        guard !columns.isEmpty else { return nil }
        let weight = columns.count == 1 ? columns.first?.rawValue ?? "" : ""
        let parts = parts.filter(\.hasWords)
        guard !parts.isEmpty else { return nil }
        var sql: SQL?
        for part in parts {
            let isFirst = isInitial && sql == nil
            let query: SQL = "phrase_query(\(part.text), \(weight), \(part.isBeginning), \(isFirst))"
            sql = sql.map { "tsquery_phrase(\($0), \(query))" } ?? query
        }
        return sql
    }
}
