public import Domain
import FoundationEssentials
import GRDB

/// Everything that one response changes.
public struct Commit: Sendable {
    public let response: Response
    public let items: [AssessedItem]
    /// What the source changed of items that are stored, with what is to be said of them now.
    public var edits: [(edit: ItemEdit, text: TextAssessment)] = []
    public let quotes: [Quote]
    /// How the alerts among its notices are ranked.
    public var ranked: [RankedAlert] = []
    /// The streams whose state changed, as JSON.
    public let streams: [(stream: String, state: String)]
    public let alerts: [Alert]
    /// The name of the weights that assessed the items.
    public let model: String

    public init(
        response: Response, items: [AssessedItem], quotes: [Quote],
        streams: [(stream: String, state: String)],
        alerts: [Alert], model: String
    ) {
        self.response = response
        self.items = items
        self.quotes = quotes
        self.streams = streams
        self.alerts = alerts
        self.model = model
    }
}

extension SQLiteHistory {
    /// Words kept of each item; the alert shows fewer.
    private static let wordsKept = 8

    /// Writes a response whole: items, assessments, mentions, quotes, cursor, detector state and outbox.
    ///
    /// Idempotent: an item, quote or alert that is there already stays as it is.
    public func commit(_ commit: Commit) async throws {
        try await pool.write { [self] db in
            for item in commit.items { try Self.insert(item, model: commit.model, in: db) }
            for (edit, text) in commit.edits { try Self.change(edit, text, in: commit, db) }
            for quote in commit.quotes {
                try db.execute(
                    sql:
                        "INSERT OR REPLACE INTO quote (symbol, at, price, currency, feed_id) VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        quote.symbol, quote.at.storedText, quote.price, quote.currency,
                        commit.response.feed.id,
                    ])
            }
            for (stream, state) in commit.streams {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO detector_state (stream, state) VALUES (?, ?)",
                    arguments: [stream, state])
            }
            for ranked in commit.ranked { try Self.insert(ranked, in: db) }
            for alert in commit.alerts { try insert(alert, in: db) }
            try Self.write(
                commit.response.cursor, of: commit.response.feed.id, at: commit.response.receivedAt, in: db)
        }
    }

    /// Writes notices and stream states that time alone brought about.
    public func commit(
        alerts: [Alert], ranked: [RankedAlert] = [], streams: [(stream: String, state: String)]
    ) async throws {
        try await pool.write { [self] db in
            for (stream, state) in streams {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO detector_state (stream, state) VALUES (?, ?)",
                    arguments: [stream, state])
            }
            for ranked in ranked { try Self.insert(ranked, in: db) }
            for alert in alerts { try insert(alert, in: db) }
        }
    }

    private static func insert(_ assessed: AssessedItem, model: String, in db: GRDB.Database) throws {
        let item = assessed.item
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO item (feed_id, key, story_id, story_fingerprint, is_first_of_story, is_backlog,
                    title, link, summary, author, language, event_time, published, fetched_at,
                    novelty, similar_counts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                item.feed, item.key, item.story.value, item.fingerprint, item.isFirstOfStory, item.isBacklog,
                item.title, item.link, item.summary, item.author, item.language, item.eventTime.storedText,
                item.published?.storedText, item.fetchedAt.storedText, item.novelty, try jsonLine(item.likes),
            ])
        guard db.changesCount > 0 else { return }
        let id = db.lastInsertedRowID
        for band in item.bands {
            try db.execute(
                sql: "INSERT OR IGNORE INTO title_band VALUES (?, ?, ?)",
                arguments: [band, id, item.fetchedAt.storedText])
        }
        try insert(assessed.text, of: id, model: model, in: db)
    }

    /// Gives an item its changed title and keeps the former one.
    private static func change(
        _ edit: ItemEdit, _ text: TextAssessment, in commit: Commit, _ db: GRDB.Database
    ) throws {
        let feed = commit.response.feed.id
        guard
            let id = try Int64.fetchOne(
                db, sql: "SELECT id FROM item WHERE feed_id = ? AND key = ? AND title <> ?",
                arguments: [feed, edit.key, edit.title])
        else { return }
        try db.execute(
            sql: "INSERT INTO item_edit SELECT id, ?, title, summary FROM item WHERE id = ?",
            arguments: [commit.response.receivedAt.storedText, id])
        try db.execute(
            sql: "UPDATE item SET title = ?, summary = ? WHERE id = ?",
            arguments: [edit.title, edit.summary, id])
        for table in ["assessment", "mention"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE item_id = ?", arguments: [id])
        }
        try insert(text, of: id, model: commit.model, in: db)
    }

    /// Writes what the classifier says of an item's title.
    private static func insert(
        _ text: TextAssessment, of id: Int64, model: String, in db: GRDB.Database
    ) throws {
        let assessment = text.assessment
        let (embedding, scale) = quantized(assessment.embedding)
        let sentiment = assessment.sentiment
        try db.execute(
            sql: "INSERT INTO assessment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                id, sentiment.label.rawValue, sentiment.negative, sentiment.neutral, sentiment.positive,
                sentiment.score, assessment.topic,
                assessment.topics.first { $0.name == assessment.topic }?.probability ?? 0,
                try jsonLine(assessment.topWords(wordsKept)), embedding, scale, model,
            ])
        for entity in text.entities {
            guard let symbol = entity.symbol else { continue }
            let towards = entity.sentiment
            try db.execute(
                sql: "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    id, symbol, towards.label.rawValue, towards.negative, towards.neutral,
                    towards.positive, towards.score, entity.relevance,
                ])
        }
    }

    private func insert(_ alert: Alert, in db: GRDB.Database) throws {
        // A later notice goes where the firing one went.
        let first = try Row.fetchOne(
            db, sql: "SELECT silenced, sinks FROM alert WHERE id = ? AND sequence = 0", arguments: [alert.id])
        let silenced =
            try first.map { $0["silenced"] }
            ?? (Self.isSilenced(alert.stream.name, at: alert.at.storedText, in: db)
                || Self.isMuted(alert.id, in: db))
        let receivers =
            try (first?["sinks"] as String?).map {
                try JSONDecoder().decode([String].self, from: Data($0.utf8)).filter(sinks.contains)
            } ?? receivers(of: alert)
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO alert (id, sequence, at, stream, state, severity, body, silenced, sinks)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                alert.id, alert.sequence, alert.at.storedText, alert.stream.name, alert.state.rawValue,
                alert.severity.rawValue, try jsonLine(AlertRecord(alert)), silenced, try jsonLine(receivers),
            ])
        guard db.changesCount > 0, !silenced else { return }
        for sink in receivers {
            try db.execute(
                sql: "INSERT INTO delivery (alert_id, sequence, sink) VALUES (?, ?, ?)",
                arguments: [alert.id, alert.sequence, sink])
        }
    }

    /// The sinks that the alert's rule names, else all.
    private func receivers(of alert: Alert) -> [String] { alert.rule.flatMap { routes[$0] } ?? sinks }

    /// One signed byte a dimension, with the scale that brings it back.
    private static func quantized(_ vector: [Float]) -> (bytes: Data, scale: Float) {
        let largest = vector.lazy.map(\.magnitude).max() ?? 0
        let scale = largest > 0 ? largest / 127 : 1
        return (Data(vector.map { UInt8(bitPattern: Int8(($0 / scale).rounded())) }), scale)
    }
}
