public import Domain
import GRDB
public import History

extension SQLiteHistory: ScoreBook {
    /// The longest span of which each item is looked at.
    private static let longestSpan: Duration = .seconds(7 * 86400)

    public func scores(in span: Range<Instant>) async throws -> ScoreDistribution {
        let start = max(span.lowerBound, span.upperBound - Self.longestSpan)
        return try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT a.sentiment, a.score, max(a.negative, a.neutral, a.positive) AS confidence, a.topic, a.model,
                        item.language
                    FROM item INDEXED BY item_by_time LEFT JOIN assessment a ON a.item_id = item.id
                    WHERE event_time >= ? AND event_time < ?
                    """, arguments: [start.storedText, span.upperBound.storedText])
            var scores = ScoreDistribution()
            while let row = try rows.next() { scores.add(row) }
            return scores
        }
    }

    public func sentimentByDay(in span: Range<Instant>) async throws -> [DailySentiment] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT day, day || 'T00:00:00Z' AS time, negative, neutral, positive FROM sentiment_day
                    WHERE day >= ? AND day || 'T00:00:00.000Z' < ? ORDER BY day
                    """,
                arguments: [span.lowerBound.day, span.upperBound.storedText]
            ).compactMap { row in
                let stored = StoredRow(row: row, table: "sentiment_day", id: row["day"], history: self)
                guard let day = stored.instant("time") else { return nil }
                return DailySentiment(
                    day: day,
                    stories: [
                        .negative: row["negative"], .neutral: row["neutral"], .positive: row["positive"],
                    ])
            }
        }
    }

    public func rankedFeedback(latest count: Int) async throws -> [(usefulness: Double, isUseful: Bool)] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT usefulness, kind FROM decision
                    JOIN feedback ON feedback.rowid = (SELECT max(rowid) FROM feedback WHERE alert_id = decision.alert_id)
                    WHERE forgotten = 0 ORDER BY decision.at DESC, decision.alert_id LIMIT ?
                    """, arguments: [max(count, 0)]
            ).reversed().compactMap { row in
                Feedback.Kind(rawValue: row["kind"]).map {
                    (usefulness: row["usefulness"], isUseful: $0 == .acknowledged)
                }
            }
        }
    }
}

extension ScoreDistribution {
    fileprivate mutating func add(_ row: Row) {
        guard let score: Double = row["score"] else {
            notScored[row["language"] ?? "", default: 0] += 1
            return
        }
        byScore[Self.step((score + 1) / 2, of: byScore.count)] += 1
        byConfidence[Self.step(row["confidence"], of: byConfidence.count)] += 1
        if let sentiment = Sentiment(rawValue: row["sentiment"]) { bySentiment[sentiment, default: 0] += 1 }
        byTopic[row["topic"], default: 0] += 1
        byModel[row["model"], default: 0] += 1
    }

    /// The step that a value in [0, 1] is in; what a foreign hand wrote beyond is in the outermost.
    private static func step(_ value: Double, of count: Int) -> Int {
        // A score of 0.3, stored as the nearest number below, is in the step that begins with it.
        Int(min(max(value * Double(count) + 1e-6, 0), Double(count - 1)))
    }
}
