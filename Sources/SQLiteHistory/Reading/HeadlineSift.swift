import Domain
import GRDB
import History

/// Where items come from, the latest first.
struct ItemSource {
    /// Tables that are joined, with `item` among them.
    let tables: SQL
    /// The columns of the order.
    var order = (time: "item.event_time", id: "item.id")
    /// Whether all of them have the beginnings of words that are asked for.
    var hasBeginnings = true
}

extension SQLiteHistory {
    /// Texts that are looked at for each headline of a page, where a text asks for beginnings of words.
    private static let mostTexts = 12

    /// An item that meets all conditions but for beginnings of words.
    private struct Candidate {
        let id: Int64
        let story: Int64
        let isFirst: Bool
        let time: String

        init(_ row: Row) {
            (id, story, isFirst, time) = (row[0], row[1], row[2], row[3])
        }
    }

    /// The items from a source that meet conditions and have the beginnings of words that a text asks for, of
    /// each story one if asked for.
    static func sift(
        _ conditions: SQL, of filter: HeadlineFilter, by text: TextCondition, from source: ItemSource,
        limit: Int, in db: Database
    ) throws -> FoundItems {
        let request: SQL = """
            SELECT item.id, item.story_id, item.is_first_of_story, item.event_time
            FROM \(source.tables) WHERE \(conditions)
            ORDER BY \(sql: source.order.time) DESC, \(sql: source.order.id) DESC
            """
        let rows = try SQLRequest<Row>(literal: request, cached: true).fetchCursor(db)
        var found = FoundItems(ids: [])
        var rest = mostTexts * max(limit, shortPage)
        while true {
            var portion: [Candidate] = []
            while portion.count < TextSieve.portion, let row = try rows.next() {
                portion.append(Candidate(row))
            }
            let ids = portion.map(\.id)
            let kept = source.hasBeginnings ? nil : try TextSieve.found(text.query, among: ids, in: db)
            for item in portion where kept?.contains(item.id) ?? true {
                if try !item.isFirst && hasEarlier(item, filter, text, in: db) { continue }
                found.ids.append(item.id)
                if found.ids.count == limit { return found }
            }
            guard portion.count == TextSieve.portion, let last = portion.last else { return found }
            if kept != nil { rest -= portion.count }
            if rest <= 0, let time = Instant(rfc3339: last.time) {
                found.stop = HeadlinePage.Place(time: time, number: last.id)
                return found
            }
        }
    }

    /// Whether an earlier copy of a story stands for an item.
    private static func hasEarlier(
        _ item: Candidate, _ filter: HeadlineFilter, _ text: TextCondition, in db: Database
    ) throws -> Bool {
        guard let copies = filter.copies(before: item.id, of: item.story) else { return false }
        let ids = try SQLRequest<Int64>(literal: copies, cached: true).fetchAll(db)
        return try !ids.isEmpty && !TextSieve.found(text.query, among: ids, in: db).isEmpty
    }
}
