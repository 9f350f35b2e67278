public import Domain
public import History

extension PostgresHistory {
    public func blindFeeds(among feeds: Set<String>) async throws -> [BlindFeed] {
        try await read { session in
            try session.rows(
                """
                SELECT id, title, state, state_since, evidence FROM feed
                WHERE kind = 'news' AND paused_since IS NULL AND state_since IS NOT NULL
                ORDER BY state_since, id
                """, []
            ).compactMap { row in
                let stored = StoredRow(row: row, table: "feed", id: try row["id"], history: self)
                guard feeds.contains(try row["id"]), let state = try stored.value("state", FeedState.init),
                    state.isBlind, let since = try stored.instant("state_since")
                else { return nil }
                return BlindFeed(
                    id: try row["id"], title: try row["title"], state: state, since: since,
                    evidence: try row["evidence"])
            }
        }
    }

    public func feedHealth(at now: Instant) async throws -> [FeedHealth] {
        let health = try await read { session in
            try session.rows(
                """
                WITH week AS (
                    SELECT feed_id, sum(items)::double precision / 7 AS a_day,
                        div(sum(delay_ms), nullif(sum(dated), 0))::bigint AS delay_ms
                    FROM feed_hour WHERE hour >= $1 GROUP BY feed_id)
                SELECT feed.*, coalesce(week.a_day, 0) AS a_day, week.delay_ms,
                    coalesce(feed_count.items, 0) AS items, coalesce(items - scored, 0) AS not_scored
                FROM feed LEFT JOIN week ON week.feed_id = feed.id
                    LEFT JOIN feed_count ON feed_count.feed_id = feed.id WHERE is_watched = 1
                ORDER BY feed.id
                """, [(now - .seconds(7 * 86400)).storedHour]
            ).compactMap {
                try FeedHealth(StoredRow(row: $0, table: "feed", id: try $0["id"], history: self))
            }
        }
        return health.filter(\.condition.isTrouble) + health.filter { !$0.condition.isTrouble }
    }
}

extension FeedHealth {
    /// A row of the table with what the feed brought; nil for a kind that only a newer version knows.
    fileprivate init?(_ stored: StoredRow) throws {
        let row = stored.row
        guard let kind = Feed.Kind(rawValue: try row["kind"]) else { return nil }
        self.init(
            feed: (try row["id"], try row["title"], try row["url"], kind), condition: try Condition(stored),
            evidence: try row["evidence"],
            polls: Polls(
                last: try stored.instant("last_poll"),
                lastSuccess: try stored.instant("last_success"),
                next: Instant(milliseconds: try row["next_due_ms"]), failures: try row["failures"],
                lastError: try row["last_error"]),
            yield: Yield(
                items: try row["items"], notScored: try row["not_scored"], itemsPerDay: try row["a_day"],
                delay: try (row["delay_ms"] as Int64?).map { .milliseconds($0) }))
    }
}

extension FeedHealth.Condition {
    fileprivate init(_ stored: StoredRow) throws {
        if try stored.row["paused_since"] != nil as String? {
            // Since an unreadable time is paused, too.
            self = .paused(
                since: try stored.instant("paused_since")
                    ?? Instant(milliseconds: try stored.row["next_due_ms"]))
        } else if let state = try stored.value("state", FeedState.init(rawValue:)) {
            self = .known(state, since: try stored.instant("state_since"))
        } else {
            self = .new
        }
    }
}
