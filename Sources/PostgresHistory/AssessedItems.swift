public import Domain
public import History

extension PostgresHistory {
    public func assessedItems(
        since: Instant, after last: Int64, limit: Int
    ) async throws -> AssessedPage? {
        try await read { session in
            let rows = try session.rows(
                """
                SELECT item.*, a.negative, a.neutral, a.positive, a.topic, a.topic_share, a.words, a.risk,
                    a.risk_types
                FROM item JOIN assessment a ON a.item_id = item.id AND a.fetched_at = item.fetched_at
                WHERE item.id > $1 AND item.fetched_at >= $2 ORDER BY item.id LIMIT $3
                """, [last, since, limit])
            guard let end = rows.last else { return nil }
            let mentions = try session.rows(
                """
                SELECT * FROM mention WHERE item_id = ANY($1::bigint[]) AND fetched_at >= $2
                ORDER BY item_id, symbol
                """, [try rows.map { try $0["id"] as Int64 }, since])
            let entities = try mentions.reduce(into: [Int64: [AssessedEntity]]()) { entities, row in
                entities[try row["item_id"], default: []].append(
                    AssessedEntity(
                        symbol: try row["symbol"], sentiment: try SentimentScores(row),
                        adverse: try AdverseEvent(row), relevance: try row["relevance"] ?? 0))
            }
            let items = try rows.compactMap { row -> AssessedItem? in
                let id: Int64 = try row["id"]
                let stored = StoredRow(row: row, table: "item", id: "\(id)", history: self)
                guard let item = try Item(stored) else { return nil }
                let assessment = StoredRow(row: row, table: "assessment", id: "\(id)", history: self)
                return AssessedItem(
                    item: item, assessment: try Assessment(assessment), entities: entities[id] ?? [])
            }
            return AssessedPage(items: items, last: try end["id"])
        }
    }
}

extension Item {
    /// A row of the table; nil where a time cannot be read, which a foreign hand must have written.
    fileprivate init?(_ stored: StoredRow) throws {
        let row = stored.row
        guard let eventTime = try stored.instant("event_time"),
            let fetchedAt = try stored.instant("fetched_at")
        else { return nil }
        let publisherDomain: String? = try row["publisher_domain"]
        self.init(
            feed: try row["feed_id"], key: try row["key"], story: StoryID(try row["story_id"]),
            fingerprint: try row["story_fingerprint"], isFirstOfStory: try row["is_first_of_story"],
            novelty: try row["novelty"], title: try row["title"], link: try row["link"],
            summary: try row["summary"], author: try row["author"], language: try row["language"],
            eventTime: eventTime, published: try stored.instant("published"), fetchedAt: fetchedAt,
            isBacklog: try row["is_backlog"],
            publisher: try (row["publisher"] as String?).map {
                Publisher(name: $0, domain: publisherDomain)
            })
    }
}

extension Assessment {
    fileprivate init(_ stored: StoredRow) throws {
        let row = stored.row
        self.init(
            sentiment: try SentimentScores(row),
            topics: [TopicScore(name: try row["topic"], probability: try row["topic_share"])],
            attention: try stored.json("words") ?? [],
            embedding: [], adverse: try AdverseEvent(row))
    }
}
