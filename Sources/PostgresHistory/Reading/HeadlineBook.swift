import Domain
public import History

// A page of headlines is found in the order of time. A rare text is looked up in its index, and its hits are
// sorted; what is common is soon found among the latest items, those of an entity or a feed where one is
// asked for. Where hardly anything meets all conditions, the search stops after so many items and says how
// far it came: no page reads more of a long history than of a short one.

extension PostgresHistory: HeadlineBook {
    /// Headlines of a page at most.
    private static let mostHeadlines = 1000
    /// Items that are tried for each headline of a page at first.
    private static let firstTried = 4
    /// Items that are tried for each at most, at some microseconds each.
    private static let mostTried = 80
    /// Items that are tried for each where a common text is looked for.
    private static let mostTextsTried = 400
    /// A shorter page tries as many as one of so many headlines.
    private static let shortPage = 50

    public func headlines(_ query: HeadlineQuery) async throws -> HeadlinePage {
        let limit = min(query.limit, Self.mostHeadlines)
        guard limit > 0 else { return HeadlinePage([], next: nil) }
        return try await read { session in
            let text = try TextCondition(query.text, titlesOf: query.stream, in: session)
            let filter = HeadlineFilter(query, text: text)
            let found = try Self.find(filter, limit: limit + 1, in: session)
            let rows = try self.storedHeadlines(Array(found.items.prefix(limit)), in: session)
            guard found.items.count > limit else {
                return HeadlinePage(
                    rows.compactMap { $0 }, next: found.stop, searchedTo: found.stop?.time)
            }
            let last = rows.last { $0 != nil } ?? nil
            return HeadlinePage(
                rows.compactMap { $0 }, next: last.map { .init(time: $0.at, number: $0.number) })
        }
    }

    /// The items that meet all conditions, the latest first.
    private static func find(
        _ filter: HeadlineFilter, limit: Int, in session: Session
    ) throws -> FoundItems {
        var found = FoundItems(items: [])
        for source in sources(filter, limit: limit) {
            found = try find(filter, in: source, limit: limit, session)
            guard found.items.count < limit, found.stop != nil else { break }
        }
        return found
    }

    /// Where a page is looked for, one after the other until it is full or there is nothing more.
    private static func sources(_ filter: HeadlineFilter, limit: Int) -> [ItemSource] {
        if let text = filter.text, !text.isCommon { return [.hits(text)] }
        let many = max(limit, shortPage)
        // A few are enough for most pages; the planner sorts all of many.
        let sizes = filter.text == nil ? [many * firstTried, many * mostTried] : [many * mostTextsTried]
        return sizes.map { most in
            if let symbol = filter.symbol { return .mentions(symbol: symbol, most: most) }
            return .items(filter.feed.map { "feed_id = \($0)" } ?? "true", most: most)
        }
    }

    private static func find(
        _ filter: HeadlineFilter, in source: ItemSource, limit: Int, _ session: Session
    ) throws -> FoundItems {
        let rows = try session.rows(
            """
            \(source.preamble) SELECT item.id, item.fetched_at FROM \(source.rows(filter))
            WHERE \(filter.conditions(on: "item")) AND \(filter.isFirst)
            ORDER BY item.utc DESC, item.id DESC LIMIT \(limit)
            """)
        let items = try rows.map { FoundItem(id: try $0["id"], fetchedAt: try $0["fetched_at"]) }
        guard items.count < limit, let last = source.last(filter) else { return FoundItems(items: items) }
        let stop = try session.rows(last).first.map {
            HeadlinePage.Place(time: try $0["event_time"], number: try $0["id"])
        }
        return FoundItems(items: items, stop: stop)
    }
}

/// Items that were found, the latest first.
struct FoundItems {
    var items: [FoundItem]
    /// Where the search stopped because it had tried enough.
    ///
    /// What is older was not looked at. Nil where it came to the end, or did not need to.
    var stop: HeadlinePage.Place?
}

/// An item that was found.
struct FoundItem: Sendable {
    let id: Int64
    /// Which tells its partition.
    let fetchedAt: Instant
}
