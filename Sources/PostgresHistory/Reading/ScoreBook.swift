public import Domain
public import History

extension PostgresHistory: ScoreBook {
    /// The longest span that is counted.
    private static let longestSpan: Duration = .seconds(7 * 86400)

    public func scores(in span: Range<Instant>) async throws -> ScoreDistribution {
        let start = max(span.lowerBound, span.upperBound - Self.longestSpan)
        let within: SQL =
            "WHERE hour >= \(start.storedHour) AND hour || ':00:00.000Z' < \(span.upperBound.storedText)"
        return try await read { session in
            var scores = ScoreDistribution()
            for row in try session.rows(
                """
                SELECT sentiment, score, confidence, sum(items)::bigint AS items FROM score_hour \(within)
                GROUP BY sentiment, score, confidence
                """)
            {
                try scores.add(row)
            }
            for row in try session.rows(
                "SELECT model, topic, sum(items)::bigint AS items FROM model_hour \(within) GROUP BY model, topic"
            ) {
                let items: Int = try row["items"]
                scores.byModel[try row["model"], default: 0] += items
                scores.byTopic[try row["topic"], default: 0] += items
            }
            for row in try session.rows(
                """
                SELECT language, sum(items - scored)::bigint AS items FROM language_hour \(within)
                GROUP BY language HAVING sum(items - scored) > 0
                """)
            {
                scores.notScored[try row["language"]] = try row["items"]
            }
            return scores
        }
    }

    public func sentimentByDay(in span: Range<Instant>) async throws -> [DailySentiment] {
        try await read { session in
            // By the hour, which is the key of the table below the view.
            try session.rows(
                """
                SELECT left(hour, 10) AS day, sum(negative)::bigint AS negative, sum(neutral)::bigint AS neutral,
                    sum(positive)::bigint AS positive
                FROM topic_hour WHERE hour >= \(span.lowerBound.storedDay) AND hour < \(span.upperBound.midnightAtOrAfter.storedDay)
                GROUP BY 1 ORDER BY 1
                """
            ).compactMap { row in
                let stored = StoredRow(row: row, table: "topic_hour", id: try row["day"], history: self)
                guard let day = try stored.value("day", Instant.init(day:)) else { return nil }
                return DailySentiment(
                    day: day,
                    stories: [
                        .negative: try row["negative"], .neutral: try row["neutral"],
                        .positive: try row["positive"],
                    ])
            }
        }
    }

    public func rankedFeedback(latest count: Int) async throws -> [(usefulness: Double, isUseful: Bool)] {
        try await read { session in
            try session.rows(
                """
                SELECT decision.usefulness, feedback.kind FROM decision
                JOIN feedback ON feedback.number = (SELECT max(number) FROM feedback WHERE alert_id = decision.alert_id)
                WHERE forgotten = 0 ORDER BY decision.at DESC, decision.alert_id LIMIT \(max(count, 0))
                """
            ).reversed().compactMap { row in
                let usefulness: Double = try row["usefulness"]
                return Feedback.Kind(rawValue: try row["kind"]).map {
                    (usefulness: usefulness, isUseful: $0 == .acknowledged)
                }
            }
        }
    }
}

extension ScoreDistribution {
    /// Adds items of a sentiment and a step of score and confidence.
    fileprivate mutating func add(_ row: Row) throws {
        let (score, confidence, items): (Int, Int, Int) = (
            try row["score"], try row["confidence"], try row["items"]
        )
        if byScore.indices.contains(score) { byScore[score] += items }
        if byConfidence.indices.contains(confidence) { byConfidence[confidence] += items }
        if let sentiment = Sentiment(rawValue: try row["sentiment"]) {
            bySentiment[sentiment, default: 0] += items
        }
    }
}

extension Instant {
    /// A day of a table of counts; nil for what is none.
    fileprivate init?(day: String) { self.init(rfc3339: "\(day)T00:00:00Z") }
}
