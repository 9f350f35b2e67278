import Domain
import GRDB
import History

/// Items that were found, the latest first.
struct FoundItems {
    var ids: [Int64]
    /// Where the search stopped because it had tried enough.
    ///
    /// What is older was not looked at. Nil where it came to the end, or did not need to.
    var stop: HeadlinePage.Place?

    /// The same, looked for up to a place unless the search stopped before.
    func stopping(at place: HeadlinePage.Place?) -> FoundItems { FoundItems(ids: ids, stop: stop ?? place) }
}

extension SQLiteHistory {
    /// Items that have a common word and are tried for each headline of a page, at about 7 microseconds each.
    private static let mostHits = 50.0
    /// Items that are looked through for each at most, at 0.15 microseconds.
    private static let mostWalked = 2000.0
    /// Each further look costs as much again where the word is a beginning of words.
    private static let growth = 4
    /// Numbers of items that are looked through at most for each item of a time.
    private static let mostGaps: Int64 = 8

    /// The latest items before a time.
    private struct Portion {
        let start: Instant
        let first: Int64
        let last: Int64
        let items: Int
    }

    /// Looks for a common word among the latest items, then among ever more before.
    static func walk(
        _ filter: HeadlineFilter, text: TextCondition, table: String, limit: Int, in db: Database
    ) throws -> FoundItems {
        let start = filter.span.lowerBound
        var (found, end) = (FoundItems(ids: []), filter.span.upperBound)
        let wanted = Double(max(limit, shortPage))
        var rest = Int(wanted * min(mostHits / text.share, mostWalked))
        // Twice as many as usually have enough of it.
        var items = min(Int(2 * Double(limit) / text.share) + 1, rest)
        while let portion = try portion(of: start..<end, items: items, in: db) {
            let more = try hits(
                filter, text: text, table: table, in: portion, end: end, limit: limit - found.ids.count, db)
            found = FoundItems(ids: found.ids + more.ids, stop: more.stop)
            guard more.stop == nil, found.ids.count < limit, portion.items == items else { break }
            (end, rest) = (portion.start, rest - portion.items)
            guard rest > 0 else {
                found.stop = HeadlinePage.Place(time: end, number: 0)
                break
            }
            items = min(items * growth, rest)
        }
        return found
    }

    /// The latest items of a span; nil where there is none.
    private static func portion(
        of span: Range<Instant>, items: Int, in db: Database
    ) throws -> Portion? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT min(event_time) AS start, min(id) AS first, max(id) AS last, count(*) AS items FROM (
                        SELECT event_time, id FROM item INDEXED BY item_by_time
                        WHERE event_time >= ? AND event_time < ? ORDER BY event_time DESC LIMIT ?)
                    """), arguments: [span.lowerBound.storedText, span.upperBound.storedText, items])
        guard let row, let start = (row["start"] as String?).flatMap(Instant.init(rfc3339:)),
            let first: Int64 = row["first"], let last: Int64 = row["last"]
        else { return nil }
        return Portion(start: start, first: first, last: last, items: row["items"])
    }

    /// Those of a portion that have the word and meet all conditions.
    private static func hits(
        _ filter: HeadlineFilter, text: TextCondition, table: String, in portion: Portion, end: Instant,
        limit: Int, _ db: Database
    ) throws -> FoundItems {
        let times: SQL =
            "item.event_time >= \(portion.start.storedText) AND item.event_time < \(end.storedText)"
        // Numbers rise nearly with time; not where a new feed brought what is old.
        let isDense = portion.last - portion.first < Int64(portion.items) * mostGaps
        var source = ItemSource(tables: "item INDEXED BY item_by_time", hasBeginnings: false)
        if isDense, let oldest = text.latest.last, oldest <= portion.first {
            let hits = text.latest.filter { (portion.first...portion.last).contains($0) }
            let list = "[\(hits.map(String.init).joined(separator: ","))]"
            source = ItemSource(tables: "json_each(\(list)) hit CROSS JOIN item ON item.id = hit.value")
        } else if isDense {
            source = ItemSource(
                tables: """
                    \(sql: table) hit CROSS JOIN item
                    ON hit.\(sql: table) MATCH \(text.query) AND hit.rowid BETWEEN \(portion.first) AND \(portion.last)
                        AND item.id = hit.rowid
                    """)
        }
        return try fetch(
            "\(times) AND \(filter.conditions(without: isDense ? text : nil))", of: filter, from: source,
            limit: limit, in: db)
    }
}
