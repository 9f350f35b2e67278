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
        // As many as have enough of it nearly always, if it comes at random.
        let enough = Double(limit) + 3 * Double(limit).squareRoot()
        var items = min(Int(enough / text.share) + 1, rest)
        while let portion = try portion(of: start..<end, items: items, in: db) {
            let more = try hits(
                filter, text: text, table: table, in: portion, end: end, limit: limit - found.ids.count, db)
            found = FoundItems(ids: found.ids + more.ids, stop: more.stop)
            guard more.stop == nil, found.ids.count < limit, portion.items >= items else { break }
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
        // To skip entries of an index takes SQLite a tenth of the time that it takes to read them.
        let start = try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT event_time FROM item INDEXED BY item_by_time
                    WHERE event_time >= ? AND event_time < ? ORDER BY event_time DESC LIMIT 1 OFFSET ?
                    """), arguments: [span.lowerBound.storedText, span.upperBound.storedText, items - 1])
        let lowest = start.flatMap(Instant.init(stored:)) ?? span.lowerBound
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT min(id), max(id), count(*) FROM item INDEXED BY item_by_time
                    WHERE event_time >= ? AND event_time < ?
                    """), arguments: [lowest.storedText, span.upperBound.storedText])
        guard let row, let first: Int64 = row[0], let last: Int64 = row[1] else { return nil }
        return Portion(start: lowest, first: first, last: last, items: row[2])
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
