public import Domain
import GRDB
public import History

extension SQLiteHistory {
    public func blindFeeds(among feeds: Set<String>) async throws -> [BlindFeed] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, title, state, state_since, evidence FROM feed
                    WHERE kind = 'news' AND paused_since IS NULL AND state_since IS NOT NULL
                    ORDER BY state_since, id
                    """
            ).compactMap { row in
                guard feeds.contains(row["id"]),
                    let state = (row["state"] as String?).flatMap(FeedState.init),
                    state.isBlind
                else { return nil }
                return BlindFeed(
                    id: row["id"], title: row["title"], state: state,
                    since: try Instant(row, "state_since"), evidence: row["evidence"])
            }
        }
    }

    public func feedHealth(at now: Instant) async throws -> [FeedHealth] {
        let health = try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    WITH week AS (
                        SELECT feed_id, sum(items) / 7.0 AS a_day, sum(delay_ms) / sum(dated) AS delay_ms
                        FROM feed_hour WHERE hour >= ? GROUP BY feed_id)
                    SELECT feed.*, coalesce(week.a_day, 0) AS a_day, week.delay_ms,
                        coalesce(feed_count.items, 0) AS items, coalesce(items - scored, 0) AS not_scored
                    FROM feed LEFT JOIN week ON week.feed_id = feed.id
                        LEFT JOIN feed_count ON feed_count.feed_id = feed.id WHERE is_watched = 1
                    ORDER BY feed.id
                    """, arguments: [String((now - .seconds(7 * 86400)).storedText.prefix(13))]
            ).compactMap(FeedHealth.init)
        }
        return health.filter(\.condition.isTrouble) + health.filter { !$0.condition.isTrouble }
    }
}

extension FeedHealth {
    /// A row of the table with what the feed brought; nil for a kind that only a newer version knows.
    fileprivate init?(_ row: Row) throws {
        guard let kind = Feed.Kind(rawValue: row["kind"]) else { return nil }
        self.init(
            feed: (row["id"], row["title"], row["url"], kind), condition: try Condition(row),
            evidence: row["evidence"],
            polls: Polls(
                last: try Instant(ifPresent: row, "last_poll"),
                lastSuccess: try Instant(ifPresent: row, "last_success"),
                next: Instant(milliseconds: row["next_due_ms"]), failures: row["failures"],
                lastError: row["last_error"]),
            yield: Yield(
                items: row["items"], notScored: row["not_scored"], itemsPerDay: row["a_day"],
                delay: (row["delay_ms"] as Int64?).map { .milliseconds($0) }))
    }
}

extension FeedHealth.Condition {
    fileprivate init(_ row: Row) throws {
        if let paused = try Instant(ifPresent: row, "paused_since") {
            self = .paused(since: paused)
        } else if let state = (row["state"] as String?).flatMap(FeedState.init(rawValue:)) {
            self = .known(state, since: try Instant(ifPresent: row, "state_since"))
        } else {
            self = .new
        }
    }
}
