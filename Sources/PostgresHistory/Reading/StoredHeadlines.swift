import Domain
import History

extension PostgresHistory {
    /// Items as pages show them, in the given order; nil for one that cannot be read.
    func storedHeadlines(_ items: [FoundItem], in session: Session) throws -> [StoredHeadline?] {
        guard !items.isEmpty else { return [] }
        // With the time of the fetch, which tells the partition.
        let wanted: SQL = """
            unnest(\(items.map(\.id))::bigint[], \(items.map(\.fetchedAt))::timestamptz[])
                WITH ORDINALITY AS wanted (id, fetched_at, place)
            """
        let rows = try session.rows(
            """
            SELECT item.id, item.title, item.link, item.feed_id, item.publisher, item.language, item.event_time,
                item.is_backlog, a.negative, a.neutral, a.positive, a.topic, a.topic_share, a.words, a.risk, a.risk_types,
                (SELECT count(*) FROM item copy WHERE copy.story_id = item.story_id) - 1 AS copies
            FROM \(wanted) JOIN item ON item.id = wanted.id AND item.fetched_at = wanted.fetched_at
                LEFT JOIN assessment a ON a.item_id = item.id AND a.fetched_at = item.fetched_at
            ORDER BY wanted.place
            """)
        let mentions = try session.rows(
            """
            SELECT mention.*, coalesce(entity.name, mention.symbol) AS name
            FROM \(wanted) JOIN mention ON mention.item_id = wanted.id AND mention.fetched_at = wanted.fetched_at
                LEFT JOIN entity ON entity.symbol = mention.symbol
            ORDER BY relevance DESC NULLS LAST, mention.symbol
            """)
        let named = try Dictionary(grouping: mentions) { try $0["item_id"] as Int64 }
        return try rows.map { row in
            let id: Int64 = try row["id"]
            let stored = StoredRow(row: row, table: "item", id: "\(id)", history: self)
            guard let time = try stored.instant("event_time") else { return nil }
            return StoredHeadline(
                number: id, title: try row["title"], link: try row["link"], feed: try row["feed_id"],
                publisher: try row["publisher"], language: try row["language"], at: time,
                assessment: try StoredAssessment(
                    StoredRow(row: row, table: "assessment", id: "\(id)", history: self)),
                mentions: try (named[id] ?? []).map(StoredMention.init),
                copies: try row["copies"], isBacklog: (try row["is_backlog"] as Int) == 1)
        }
    }
}

extension StoredAssessment {
    /// The columns of the assessment; nil without one.
    fileprivate init?(_ stored: StoredRow) throws {
        let row = stored.row
        guard let topic: String = try row["topic"] else { return nil }
        self.init(
            sentiment: try SentimentScores(row), topic: topic, topicShare: try row["topic_share"],
            words: try stored.json("words") ?? [], adverse: try AdverseEvent(row))
    }
}

extension StoredMention {
    fileprivate init(_ row: Row) throws {
        self.init(
            symbol: try row["symbol"], name: try row["name"], sentiment: try SentimentScores(row),
            adverse: try AdverseEvent(row), relevance: (try row["relevance"] as Float?).map(Double.init))
    }
}
