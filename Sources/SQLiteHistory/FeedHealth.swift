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
                let stored = StoredRow(row: row, table: "feed", id: row["id"], history: self)
                guard feeds.contains(row["id"]), let state = stored.value("state", FeedState.init),
                    state.isBlind, let since = stored.instant("state_since")
                else { return nil }
                return BlindFeed(
                    id: row["id"], title: row["title"], state: state, since: since, evidence: row["evidence"])
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
                    """, arguments: [(now - .seconds(7 * 86400)).storedHour]
            ).compactMap { FeedHealth(StoredRow(row: $0, table: "feed", id: $0["id"], history: self)) }
        }
        return health.filter(\.condition.isTrouble) + health.filter { !$0.condition.isTrouble }
    }
}

extension FeedHealth {
    /// A row of the table with what the feed brought; nil for a kind that only a newer version knows.
    fileprivate init?(_ stored: StoredRow) {
        let row = stored.row
        guard let kind = Feed.Kind(rawValue: row["kind"]) else { return nil }
        self.init(
            feed: (row["id"], row["title"], row["url"], kind), condition: Condition(stored),
            evidence: row["evidence"],
            polls: Polls(
                last: stored.instant("last_poll"),
                lastSuccess: stored.instant("last_success"),
                next: Instant(milliseconds: row["next_due_ms"]), failures: row["failures"],
                lastError: row["last_error"]),
            yield: Yield(
                items: row["items"], notScored: row["not_scored"], itemsPerDay: row["a_day"],
                delay: (row["delay_ms"] as Int64?).map { .milliseconds($0) }))
    }
}

extension FeedHealth.Condition {
    fileprivate init(_ stored: StoredRow) {
        if stored.row["paused_since"] != nil as String? {
            // Since an unreadable time is paused, too.
            self = .paused(
                since: stored.instant("paused_since") ?? Instant(milliseconds: stored.row["next_due_ms"]))
        } else if let state = stored.value("state", FeedState.init(rawValue:)) {
            self = .known(state, since: stored.instant("state_since"))
        } else {
            self = .new
        }
    }
}
