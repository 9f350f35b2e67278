import Domain
import History

/// Something that the text of a headline must have.
struct TextCondition: Sendable {
    /// From this share of the latest items on, a text is looked for in the order of time: the index would
    /// first gather all its hits.
    private static let common = 0.01
    /// Items from which the share is estimated, at two microseconds each.
    private static let sample = 1000

    /// The query of the index (tsquery); nil where nothing can have the text.
    let query: SQL?
    /// What the text must contain letter by letter, in a script without spaces.
    private let pieces: [String]
    /// Whether so many items have it that the index is no help.
    private(set) var isCommon = false

    /// What a text and the words of a theme ask for; nil where neither is there.
    ///
    /// - Throws: `HistoryError.unreadableQuery`.
    init?(_ text: String?, titlesOf stream: Domain.Stream?, in session: Session) throws {
        let search = text.flatMap(SearchText.init)
        let queries = [search?.words, SearchText.titles(of: stream)].compactMap { $0 }
        guard search != nil || !queries.isEmpty else { return nil }
        do {
            // The characters of a piece are words of the index.
            let pieces = (search?.pieces ?? []).flatMap(Self.characters).compactMap(\.sql)
            let words = try queries.map { try SearchParser.query($0).sql }
            query =
                words.contains { $0 == nil }
                ? nil : (words.compactMap { $0 } + pieces).joined(separator: " && ")
        } catch let failure as SearchFailure {
            throw HistoryError.unreadableQuery(text ?? "", reason: failure.reason)
        }
        pieces = search?.pieces ?? []
        isCommon = try share(in: session) >= Self.common
    }

    /// The parts of a piece that the index has, for its letters may be part of a longer word.
    private static func characters(of piece: String) -> [SearchQuery] {
        piece.unicodeScalars.split { !$0.isOfUnspacedScript }.map { characters in
            let text = String(String.UnicodeScalarView(characters))
            return .phrase(
                .init(parts: [.init(text: text, isBeginning: false)]),
                Set(SearchQuery.Column.allCases))
        }
    }

    /// The condition on an item.
    func condition(on item: String) -> SQL {
        guard let query else { return "false" }
        let text: SQL = "lower(\(sql: item).title || E'\\n' || coalesce(\(sql: item).summary, ''))"
        let found = pieces.map { "position(lower(\($0)) IN \(text)) > 0" as SQL }
        return (["\(sql: item).search @@ (\(query))"] + found).joined(separator: " AND ")
    }

    /// The share of the latest items that have it.
    private func share(in session: Session) throws -> Double {
        guard query != nil else { return 0 }
        let row = try session.rows(
            """
            SELECT count(*) FILTER (WHERE \(condition(on: "item"))) AS hits, count(*) AS items
            FROM (SELECT search, title, summary FROM item ORDER BY utc(event_time) COLLATE "C" DESC, id DESC
                LIMIT \(Self.sample)) item
            """
        ).first
        guard let row else { return 0 }
        let (hits, items): (Int, Int) = (try row["hits"], try row["items"])
        return items < Self.sample ? 0 : Double(hits) / Double(items)
    }
}
