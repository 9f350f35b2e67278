/// Where items come from, in the order of time.
enum ItemSource {
    /// The items that have a text, by its index; all of them are tried.
    case hits(TextCondition)
    /// The items that name an entity, so many at most.
    case mentions(symbol: String, most: Int)
    /// The items that meet a condition on `item`, so many at most.
    case items(SQL, most: Int)

    private static let time: SQL = #"utc(event_time) COLLATE "C""#

    /// What the statement begins with.
    var preamble: SQL {
        guard case .hits(let text) = self else { return "" }
        // Not in the order of time, which the planner would rather walk through than sort.
        return "WITH hit AS MATERIALIZED (SELECT * FROM item WHERE \(text.condition(on: "item")))"
    }

    /// Rows of `item`, with the text of their time as `utc`, that may be on a page.
    func rows(_ filter: HeadlineFilter) -> SQL {
        let time = Self.time
        switch self {
        case .hits:
            return "(SELECT *, \(time) AS utc FROM hit WHERE \(filter.times(time, "id"))) item"
        case .mentions:
            return """
                (SELECT item.*, named.utc FROM (\(tried(filter))) named
                    JOIN item ON item.id = named.id AND item.fetched_at = named.fetched_at) item
                """
        case .items(let condition, let most):
            return """
                (SELECT *, \(time) AS utc FROM item WHERE \(condition) AND \(filter.times(time, "id"))
                    ORDER BY \(time) DESC, id DESC LIMIT \(most)) item
                """
        }
    }

    /// The last row that may be tried, as `event_time` and `id`; none where there are fewer.
    func last(_ filter: HeadlineFilter) -> SQL? {
        switch self {
        case .hits: nil
        case .mentions(_, let most), .items(_, let most): "\(tried(filter)) OFFSET \(most - 1)"
        }
    }

    /// The numbers and times of the rows that are tried.
    private func tried(_ filter: HeadlineFilter) -> SQL {
        let time = Self.time
        switch self {
        case .hits: return ""
        case .mentions(let symbol, let most):
            return """
                SELECT item_id AS id, fetched_at, event_time, \(time) AS utc FROM mention
                WHERE symbol = \(symbol) AND \(filter.times(time, "item_id"))
                ORDER BY \(time) DESC, item_id DESC LIMIT \(most)
                """
        case .items(let condition, let most):
            return """
                SELECT id, event_time FROM item WHERE \(condition) AND \(filter.times(time, "id"))
                ORDER BY \(time) DESC, id DESC LIMIT \(most)
                """
        }
    }
}
