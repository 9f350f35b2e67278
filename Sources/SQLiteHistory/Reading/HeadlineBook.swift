import Domain
import GRDB
public import History

// A page of headlines is found in the order of time, by whatever leaves out most: few hits of a text are
// looked at all, the mentions of an entity and the items of a feed lie in this order in an index, and what is
// in many items is soon found among the latest. No page reads more of a long history than of a short one,
// unless hardly anything meets all conditions.

extension SQLiteHistory: HeadlineBook {
    /// Headlines of a page at most.
    private static let mostHeadlines = 1000

    public func headlines(_ query: HeadlineQuery) async throws -> HeadlinePage {
        let limit = min(query.limit, Self.mostHeadlines)
        guard limit > 0 else { return HeadlinePage([], next: nil) }
        return try await read { db in
            let texts = try TextCondition.all(of: query.text, in: db)
            let filter = HeadlineFilter(query, texts: texts)
            let ids = try Self.ids(filter, limit: limit + 1, in: db)
            let rows = try self.storedHeadlines(ids.prefix(limit), in: db)
            let last = rows.last { $0 != nil } ?? nil
            return HeadlinePage(
                rows.compactMap { $0 },
                next: ids.count > limit ? last.map { .init(time: $0.at, number: $0.number) } : nil)
        }
    }

    /// The items that meet all conditions, the latest first.
    private static func ids(_ filter: HeadlineFilter, limit: Int, in db: Database) throws -> [Int64] {
        if let hits = filter.texts.compactMap(\.hits).min(by: { $0.count < $1.count }) {
            let list = "[\(hits.map(String.init).joined(separator: ","))]"
            return try fetch(
                filter.conditions(), of: filter,
                from: "json_each(\(list)) hit CROSS JOIN item ON item.id = hit.value",
                limit: limit, in: db)
        }
        if let text = filter.texts.first(where: { $0.table != nil }), let table = text.table,
            try filter.isWalkedFaster(text, in: db)
        {
            return try walk(filter, text: text, table: table, limit: limit, in: db)
        }
        if let symbol = filter.symbol {
            let mentions: SQL = """
                mention_time CROSS JOIN item ON mention_time.symbol = \(symbol) AND item.id = mention_time.item_id
                    AND \(filter.times("mention_time.event_time", "mention_time.item_id"))
                """
            return try fetch(
                filter.conditions(), of: filter, from: mentions,
                by: ("mention_time.event_time", "mention_time.item_id"), limit: limit, in: db)
        }
        let index = filter.feed == nil ? "item_by_time" : "item_by_feed"
        return try fetch(
            filter.conditions(), of: filter, from: "item INDEXED BY \(sql: index)", limit: limit, in: db)
    }

    /// The items from a source that meet conditions, the latest first, of each story one if asked for.
    private static func fetch(
        _ conditions: SQL, of filter: HeadlineFilter, from source: SQL,
        by order: (time: String, id: String) = ("item.event_time", "item.id"), limit: Int, in db: Database
    ) throws -> [Int64] {
        // Copies are looked up only of what comes first: a limit keeps the inner query as it is.
        let request: SQL = """
            SELECT item.id FROM (
                SELECT item.id, item.story_id, item.is_first_of_story FROM \(source) WHERE \(conditions)
                ORDER BY \(sql: order.time) DESC, \(sql: order.id) DESC LIMIT -1) item
            WHERE \(filter.isFirst) LIMIT \(limit)
            """
        return try SQLRequest<Int64>(literal: request, cached: true).fetchAll(db)
    }

    /// Looks for a common word in the latest hours, then in ever longer times before.
    private static func walk(
        _ filter: HeadlineFilter, text: TextCondition, table: String, limit: Int, in db: Database
    ) throws -> [Int64] {
        let whole = filter.span
        guard
            let oldest = try String.fetchOne(db, sql: "SELECT min(event_time) FROM item"),
            let newest = try String.fetchOne(
                db, sql: "SELECT max(event_time) FROM item WHERE event_time < ?",
                arguments: [whole.upperBound.storedText]),
            let first = Instant(rfc3339: newest)
        else { return [] }
        let start = max(whole.lowerBound, Instant(rfc3339: oldest) ?? whole.lowerBound)
        var (ids, end) = ([Int64](), first + .milliseconds(1))
        var width = try firstWalk(for: text, limit: limit, in: db)
        while ids.count < limit, end > start {
            let portion = max(start, end - width)..<end
            ids += try find(
                filter, text: text, table: table, in: portion, limit: limit - ids.count, db)
            (end, width) = (portion.lowerBound, width * 2)
        }
        return ids
    }

    /// The time in which a common word is looked for first: about twice the one that has enough of it, since
    /// each further look costs as much again where the word is a beginning of words.
    private static func firstWalk(
        for text: TextCondition, limit: Int, in db: Database
    ) throws -> Duration {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT last.fetched_at AS last, item.fetched_at AS first
                    FROM (SELECT id, fetched_at FROM item ORDER BY id DESC LIMIT 1) last
                        JOIN item ON item.id <= last.id - ? ORDER BY item.id DESC LIMIT 1
                    """), arguments: [Int64(2 * Double(limit) / text.share)])
        guard let row, let last = Instant(rfc3339: row["last"]), let first = Instant(rfc3339: row["first"])
        else { return shortestWalk }
        return max(last - first, shortestWalk)
    }

    private static let shortestWalk: Duration = .seconds(3600)
    /// Numbers of items that are looked through at most for each item of a time.
    private static let mostGaps: Int64 = 8

    private static func find(
        _ filter: HeadlineFilter, text: TextCondition, table: String, in span: Range<Instant>, limit: Int,
        _ db: Database
    ) throws -> [Int64] {
        let (start, end) = (span.lowerBound.storedText, span.upperBound.storedText)
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT min(id) AS first, max(id) AS last, count(*) AS items FROM item INDEXED BY item_by_time
                    WHERE event_time >= ? AND event_time < ?
                    """), arguments: [start, end])
        guard let row, let first: Int64 = row["first"], let last: Int64 = row["last"] else { return [] }
        let times: SQL = "item.event_time >= \(start) AND item.event_time < \(end)"
        // Numbers rise nearly with time; not where a new feed brought what is old.
        let isDense = last - first < (row["items"] as Int64) * mostGaps
        let source: SQL =
            isDense
            ? """
            \(sql: table) hit CROSS JOIN item
            ON hit.\(sql: table) MATCH \(text.query) AND hit.rowid BETWEEN \(first) AND \(last)
                AND item.id = hit.rowid
            """ : "item INDEXED BY item_by_time"
        return try fetch(
            "\(times) AND \(filter.conditions(without: isDense ? text : nil))", of: filter, from: source,
            limit: limit, in: db)
    }
}
