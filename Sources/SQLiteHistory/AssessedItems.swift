public import Domain
import GRDB
public import History

extension SQLiteHistory {
    public func assessedItems(
        since: Instant, after last: Int64, limit: Int
    ) async throws -> AssessedPage? {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT item.*, a.negative, a.neutral, a.positive, a.topic, a.topic_share, a.words,
                        a.risk, a.risk_types
                    FROM item JOIN assessment a ON a.item_id = item.id
                    WHERE item.id > ? AND fetched_at >= ? ORDER BY item.id LIMIT ?
                    """, arguments: [last, since.storedText, limit])
            guard let end = rows.last else { return nil }
            let mentions = try db.cachedStatement(sql: "SELECT * FROM mention WHERE item_id = ?")
            let items = try rows.compactMap { row -> AssessedItem? in
                let id: Int64 = row["id"]
                let stored = StoredRow(row: row, table: "item", id: "\(id)", history: self)
                guard let item = Item(stored) else { return nil }
                let entities = try Row.fetchAll(mentions, arguments: [id]).map {
                    AssessedEntity(
                        symbol: $0["symbol"], sentiment: SentimentScores($0), adverse: AdverseEvent($0),
                        relevance: $0["relevance"] ?? 0)
                }
                let assessment = StoredRow(row: row, table: "assessment", id: "\(id)", history: self)
                return AssessedItem(item: item, assessment: Assessment(assessment), entities: entities)
            }
            return AssessedPage(items: items, last: end["id"])
        }
    }
}

extension Item {
    /// A row of the table; nil where a time cannot be read, which a foreign hand must have written.
    fileprivate init?(_ stored: StoredRow) {
        let row = stored.row
        guard let eventTime = stored.instant("event_time"), let fetchedAt = stored.instant("fetched_at")
        else { return nil }
        self.init(
            feed: row["feed_id"], key: row["key"], story: StoryID(row["story_id"]),
            fingerprint: row["story_fingerprint"], isFirstOfStory: row["is_first_of_story"],
            novelty: row["novelty"], title: row["title"], link: row["link"], summary: row["summary"],
            author: row["author"], language: row["language"], eventTime: eventTime,
            published: stored.instant("published"), fetchedAt: fetchedAt,
            isBacklog: row["is_backlog"],
            publisher: (row["publisher"] as String?).map {
                Publisher(name: $0, domain: row["publisher_domain"])
            })
    }
}

extension Assessment {
    fileprivate init(_ stored: StoredRow) {
        let row = stored.row
        self.init(
            sentiment: SentimentScores(row),
            topics: [TopicScore(name: row["topic"], probability: row["topic_share"])],
            attention: stored.json("words") ?? [],
            embedding: [], adverse: AdverseEvent(row))
    }
}

extension SentimentScores {
    /// The columns of an assessment or a mention.
    init(_ row: Row) {
        self.init(negative: row["negative"], neutral: row["neutral"], positive: row["positive"])
    }
}

extension AdverseEvent {
    /// The columns of an assessment or a mention; nil where no model judged it.
    init?(_ row: Row) {
        guard let probability: Float = row["risk"] else { return nil }
        self.init(probability: probability, types: Self.types(stored: row["risk_types"] ?? ""))
    }
}
