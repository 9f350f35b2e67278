import Domain
import GRDB
import History

extension SQLiteHistory {
    /// Items as pages show them, in the given order; nil for one that cannot be read.
    func storedHeadlines(_ ids: some Sequence<Int64>, in db: Database) throws -> [StoredHeadline?] {
        let items = try db.cachedStatement(
            sql: """
                SELECT item.id, item.title, item.link, item.feed_id, item.publisher, item.language, item.event_time,
                    item.is_backlog, a.negative, a.neutral, a.positive, a.topic, a.topic_share, a.words, a.risk, a.risk_types,
                    (SELECT count(*) FROM item copy WHERE copy.story_id = item.story_id) - 1 AS copies
                FROM item LEFT JOIN assessment a ON a.item_id = item.id WHERE item.id = ?
                """)
        let mentions = try db.cachedStatement(
            sql: """
                SELECT mention.*, coalesce(entity.name, mention.symbol) AS name
                FROM mention LEFT JOIN entity ON entity.symbol = mention.symbol
                WHERE item_id = ? ORDER BY relevance DESC NULLS LAST, mention.symbol
                """)
        return try ids.map { id in
            guard let row = try Row.fetchOne(items, arguments: [id]) else { return nil }
            let stored = StoredRow(row: row, table: "item", id: "\(id)", history: self)
            guard let time = stored.instant("event_time") else { return nil }
            return StoredHeadline(
                number: id, title: row["title"], link: row["link"], feed: row["feed_id"],
                publisher: row["publisher"], language: row["language"], at: time,
                assessment: StoredAssessment(
                    StoredRow(row: row, table: "assessment", id: "\(id)", history: self)),
                mentions: try Row.fetchAll(mentions, arguments: [id]).map(StoredMention.init),
                copies: row["copies"], isBacklog: row["is_backlog"])
        }
    }
}

extension StoredAssessment {
    /// The columns of the assessment; nil without one.
    fileprivate init?(_ stored: StoredRow) {
        let row = stored.row
        guard let topic: String = row["topic"] else { return nil }
        self.init(
            sentiment: SentimentScores(row), topic: topic, topicShare: row["topic_share"],
            words: stored.json("words") ?? [], adverse: AdverseEvent(row))
    }
}

extension StoredMention {
    fileprivate init(_ row: Row) {
        self.init(
            symbol: row["symbol"], name: row["name"], sentiment: SentimentScores(row),
            adverse: AdverseEvent(row), relevance: row["relevance"])
    }
}
