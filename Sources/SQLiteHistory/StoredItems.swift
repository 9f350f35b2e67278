import Domain
import FoundationEssentials
import GRDB
import History

extension SQLiteHistory {
    /// Words kept of each item; the alert shows fewer.
    private static let wordsKept = 8

    /// Stores an item with its assessment, unless its feed and key are stored.
    static func insert(_ assessed: AssessedItem, model: String, in db: Database) throws {
        let item = assessed.item
        try db.executeCached(
            sql: """
                INSERT OR IGNORE INTO item (feed_id, key, story_id, story_fingerprint, is_first_of_story, is_backlog,
                    title, link, summary, author, language, event_time, published, fetched_at,
                    novelty, similar_counts, publisher, publisher_domain)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                item.feed, item.key, item.story.value, item.fingerprint, item.isFirstOfStory, item.isBacklog,
                item.title, item.link, item.summary, item.author,
                language(stated: item.language, assessed.text), item.eventTime.storedText,
                item.published?.storedText, item.fetchedAt.storedText, item.novelty,
                try jsonLine(item.similarCounts), item.publisher?.name, item.publisher?.domain,
            ])
        guard db.changesCount > 0 else { return }
        let id = db.lastInsertedRowID
        for band in item.bands {
            try db.executeCached(
                sql: "INSERT OR IGNORE INTO title_band VALUES (?, ?, ?)",
                arguments: [band, id, item.fetchedAt.storedText])
        }
        try insert(assessed.text, of: id, model: model, in: db)
    }

    /// Gives an item its changed title and keeps the previous one; nothing where the title is the same.
    static func change(_ edit: AssessedEdit, in poll: Commit.Poll, _ db: Database) throws {
        let (key, title) = (edit.edit.key, edit.edit.title)
        guard
            let id = try Int64.fetchOne(
                db, sql: "SELECT id FROM item WHERE feed_id = ? AND key = ? AND title <> ?",
                arguments: [poll.feed, key, title])
        else { return }
        try db.executeCached(
            sql: "INSERT INTO item_edit SELECT id, ?, title, summary FROM item WHERE id = ?",
            arguments: [poll.at.storedText, id])
        try db.executeCached(
            sql: "UPDATE item SET title = ?, summary = ?, language = ? WHERE id = ?",
            arguments: [title, edit.edit.summary, language(stated: edit.edit.language, edit.text), id])
        for table in ["assessment", "mention"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE item_id = ?", arguments: [id])
        }
        try insert(edit.text, of: id, model: poll.model, in: db)
    }

    /// What the source says, unless the text itself tells that it cannot be read.
    private static func language(stated: String?, _ text: TextAssessment) -> String? {
        text.isScored ? stated : text.language
    }

    private static func insert(
        _ text: TextAssessment, of id: Int64, model: String, in db: Database
    ) throws {
        // A text that cannot be read is kept without a judgment rather than with a neutral one.
        guard text.isScored else { return }
        let assessment = text.assessment
        let (embedding, scale) = assessment.embedding.quantized()
        let sentiment = assessment.sentiment
        try db.executeCached(
            sql: "INSERT INTO assessment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                id, sentiment.label.rawValue, sentiment.negative, sentiment.neutral, sentiment.positive,
                sentiment.score, assessment.topic,
                assessment[.topic]?.confidence ?? 0,
                try jsonLine(assessment.topWords(wordsKept)), embedding, scale, model,
                try assessment.answers.storedFurther(), assessment.adverse?.probability,
                assessment.adverse?.storedTypes,
            ])
        for entity in text.entities {
            // A name that no catalogue lists has no symbol to be asked for by.
            guard let symbol = entity.symbol else { continue }
            let scores = entity.sentiment
            try db.executeCached(
                sql: "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    id, symbol, scores.label.rawValue, scores.negative, scores.neutral,
                    scores.positive, scores.score, entity.relevance, try entity.answers.storedFurther(),
                    entity.adverse?.probability, entity.adverse?.storedTypes,
                ])
        }
    }
}
