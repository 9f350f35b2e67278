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
                        SELECT feed_id, count(*) / 7.0 AS a_day,
                            avg((julianday(fetched_at) - julianday(published)) * 86400) AS delay
                        FROM item WHERE fetched_at >= ? AND is_backlog = 0 GROUP BY feed_id)
                    SELECT feed.*, coalesce(week.a_day, 0) AS a_day, week.delay,
                        (SELECT count(*) FROM item WHERE item.feed_id = feed.id) AS items
                    FROM feed LEFT JOIN week ON week.feed_id = feed.id WHERE is_watched = 1 ORDER BY feed.id
                    """, arguments: [(now - .seconds(7 * 86400)).storedText]
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
                items: row["items"], itemsPerDay: row["a_day"],
                delay: (row["delay"] as Double?).map { .milliseconds(Int64(($0 * 1000).rounded())) }))
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
