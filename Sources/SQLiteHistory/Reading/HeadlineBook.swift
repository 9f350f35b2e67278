import Domain
import GRDB
public import History

// A page of headlines is found in the order of time, by whatever leaves out most: few hits of a text are
// looked at all, the mentions of an entity and the items of a feed lie in this order in an index, and what is
// in many items is soon found among the latest. Where hardly anything meets all conditions, the search stops
// after so many items and says how far it came: no page reads more of a long history than of a short one.

extension SQLiteHistory: HeadlineBook {
    /// Headlines of a page at most.
    private static let mostHeadlines = 1000
    /// Items that are tried for each headline of a page, at some microseconds each.
    private static let mostTried = 80
    /// Items that are tried for each where a text is looked up in them, at a tenth of a millisecond.
    private static let mostTextsTried = 4
    /// A shorter page tries as many as one of so many headlines.
    static let shortPage = 50

    public func headlines(_ query: HeadlineQuery) async throws -> HeadlinePage {
        let limit = min(query.limit, Self.mostHeadlines)
        guard limit > 0 else { return HeadlinePage([], next: nil) }
        return try await read { db in
            let texts =
                try TextCondition.all(of: query.text, in: db) + TextCondition.words(of: query.stream, in: db)
            let filter = HeadlineFilter(query, texts: texts)
            let found = try Self.find(filter, limit: limit + 1, in: db)
            let rows = try self.storedHeadlines(found.ids.prefix(limit), in: db)
            guard found.ids.count > limit else {
                return HeadlinePage(
                    rows.compactMap { $0 }, next: found.stop, searchedTo: found.stop?.time)
            }
            let last = rows.last { $0 != nil } ?? nil
            return HeadlinePage(
                rows.compactMap { $0 }, next: last.map { .init(time: $0.at, number: $0.number) })
        }
    }

    /// The items that meet all conditions, the latest first.
    private static func find(_ filter: HeadlineFilter, limit: Int, in db: Database) throws -> FoundItems {
        if let hits = filter.texts.compactMap(\.hits).min(by: { $0.count < $1.count }) {
            let list = "[\(hits.map(String.init).joined(separator: ","))]"
            let source = ItemSource(
                tables: "json_each(\(list)) hit CROSS JOIN item ON item.id = hit.value",
                hasBeginnings: filter.beginnings.map { $0.hits == hits } ?? true)
            return try fetch(filter.conditions(), of: filter, from: source, limit: limit, in: db)
        }
        let text = filter.texts.first { $0.table != nil && !$0.isCommonBeginning }
        if let text, let table = text.table, try filter.isWalkedFaster(text, in: db) {
            return try walk(filter, text: text, table: table, limit: limit, in: db)
        }
        let tried = (text == nil ? mostTried : mostTextsTried) * max(limit, shortPage)
        if let symbol = filter.symbol {
            let columns = ("mention_time.event_time", "mention_time.item_id")
            let edge = try filter.edge(
                of: "mention_time", columns, where: "symbol = \(symbol)", items: tried, in: db)
            let mentions: SQL = """
                mention_time CROSS JOIN item ON mention_time.symbol = \(symbol) AND item.id = mention_time.item_id
                    AND \(filter.times(columns.0, columns.1, from: edge))
                """
            let source = ItemSource(tables: mentions, order: columns, hasBeginnings: false)
            return try fetch(filter.conditions(), of: filter, from: source, limit: limit, in: db)
                .stopping(at: edge)
        }
        var (table, condition): (SQL, SQL) = ("item INDEXED BY item_by_time", "true")
        if let feed = filter.feed {
            (table, condition) = ("item INDEXED BY item_by_feed", "feed_id = \(feed)")
        }
        let source = ItemSource(tables: table, hasBeginnings: false)
        let edge = try filter.edge(of: table, source.order, where: condition, items: tried, in: db)
        return try fetch(filter.conditions(from: edge), of: filter, from: source, limit: limit, in: db)
            .stopping(at: edge)
    }

    /// The items from a source that meet conditions, the latest first, of each story one if asked for.
    static func fetch(
        _ conditions: SQL, of filter: HeadlineFilter, from source: ItemSource, limit: Int, in db: Database
    ) throws -> FoundItems {
        if let text = filter.beginnings {
            return try sift(conditions, of: filter, by: text, from: source, limit: limit, in: db)
        }
        // Copies are looked up only of what comes first: a limit keeps the inner query as it is.
        let request: SQL = """
            SELECT item.id FROM (
                SELECT item.id, item.story_id, item.is_first_of_story FROM \(source.tables) WHERE \(conditions)
                ORDER BY \(sql: source.order.time) DESC, \(sql: source.order.id) DESC LIMIT -1) item
            WHERE \(filter.isFirst) LIMIT \(limit)
            """
        return FoundItems(ids: try SQLRequest<Int64>(literal: request, cached: true).fetchAll(db))
    }
}
