public import Domain
import GRDB
public import History

extension SQLiteHistory: ScoreBook {
    /// The longest span that is counted.
    private static let longestSpan: Duration = .seconds(7 * 86400)

    public func scores(in span: Range<Instant>) async throws -> ScoreDistribution {
        let start = max(span.lowerBound, span.upperBound - Self.longestSpan)
        let hours: StatementArguments = [start.storedHour, span.upperBound.storedText]
        let within = "WHERE hour >= ? AND hour || ':00:00.000Z' < ?"
        return try await read { db in
            func rows(_ columns: String, of table: String, by labels: String) throws -> [Row] {
                try Row.fetchAll(
                    db.cachedStatement(sql: "SELECT \(columns) FROM \(table) \(within) GROUP BY \(labels)"),
                    arguments: hours)
            }
            var scores = ScoreDistribution()
            for row in try rows(
                "sentiment, score, confidence, sum(items) AS items", of: "score_hour",
                by: "sentiment, score, confidence")
            {
                scores.add(row)
            }
            for row in try rows("model, topic, sum(items) AS items", of: "model_hour", by: "model, topic") {
                scores.byModel[row["model"], default: 0] += row["items"]
                scores.byTopic[row["topic"], default: 0] += row["items"]
            }
            for row in try rows("language, sum(items - scored) AS items", of: "language_hour", by: "language")
            where row["items"] as Int > 0 {
                scores.notScored[row["language"]] = row["items"]
            }
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
                arguments: [span.lowerBound.storedDay, span.upperBound.storedText]
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
    /// Adds items of a sentiment and a step of score and confidence.
    fileprivate mutating func add(_ row: Row) {
        let (score, confidence, items): (Int, Int, Int) = (row["score"], row["confidence"], row["items"])
        if byScore.indices.contains(score) { byScore[score] += items }
        if byConfidence.indices.contains(confidence) { byConfidence[confidence] += items }
        if let sentiment = Sentiment(rawValue: row["sentiment"]) {
            bySentiment[sentiment, default: 0] += items
        }
    }
}
