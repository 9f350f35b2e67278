public import Domain
import FoundationEssentials
import GRDB

/// How a feed fares.
public struct FeedHealth: Sendable, Equatable, Encodable {
    public let id: String
    public let title: String
    public let url: String
    public let kind: String
    /// A `FeedState`, `new` before its first answer, or `paused`.
    public let health: String
    /// Since when, and how that is known, in words.
    public let since: String?
    public let evidence: String?
    public let lastPoll: String?
    public let lastSuccess: String?
    /// Failures in a row, up to now.
    public let failures: Int
    public let lastError: String?
    public let nextDue: String
    /// Entries that are stored, and those of the last seven days by day.
    public let items: Int
    public let itemsADay: Double
    /// Minutes from publication to fetch of the last seven days, in the mean; nil where the feed gives no times.
    public let delayMinutes: Double?

    enum CodingKeys: String, CodingKey {
        case id, title, url, kind, health, since, evidence
        case lastPoll = "last_poll"
        case lastSuccess = "last_success"
        case failures
        case lastError = "last_error"
        case nextDue = "next_due"
        case items
        case itemsADay = "items_a_day"
        case delayMinutes = "delay_minutes"
    }

    public func encode(to encoder: any Encoder) throws {
        var feed = encoder.container(keyedBy: CodingKeys.self)
        try feed.encode(id, forKey: .id)
        try feed.encode(title, forKey: .title)
        try feed.encode(url, forKey: .url)
        try feed.encode(kind, forKey: .kind)
        try feed.encode(health, forKey: .health)
        try feed.encode(since, forKey: .since)
        try feed.encode(evidence, forKey: .evidence)
        // Absent values are null, so that every feed has every field.
        try feed.encode(lastPoll, forKey: .lastPoll)
        try feed.encode(lastSuccess, forKey: .lastSuccess)
        try feed.encode(failures, forKey: .failures)
        try feed.encode(lastError, forKey: .lastError)
        try feed.encode(nextDue, forKey: .nextDue)
        try feed.encode(items, forKey: .items)
        try feed.encode(itemsADay, forKey: .itemsADay)
        try feed.encode(delayMinutes, forKey: .delayMinutes)
    }
}

extension SQLiteHistory {
    /// Those of some feeds that bring news and do not see what happens, the longest blind first.
    public func blindFeeds(among feeds: Set<String>) async throws -> [BlindFeed] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, title, state, state_since, evidence FROM feed
                    WHERE kind = 'news' AND paused_since IS NULL AND state IS NOT NULL AND state_since IS NOT NULL ORDER BY state_since, id
                    """
            ).compactMap { row in
                guard feeds.contains(row["id"]), FeedState(rawValue: row["state"])?.isBlind == true,
                    let since = Instant(rfc3339: row["state_since"])
                else { return nil }
                return BlindFeed(
                    id: row["id"], title: row["title"], state: row["state"], since: since,
                    evidence: row["evidence"])
            }
        }
    }

    /// How all feeds fare, those in trouble first.
    public func feedHealth() async throws -> [FeedHealth] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    WITH week AS (
                        SELECT feed_id, count(*) / 7.0 AS a_day,
                            avg((julianday(fetched_at) - julianday(published)) * 1440) AS delay
                        FROM item
                        WHERE fetched_at >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-7 days') AND is_backlog = 0
                        GROUP BY feed_id)
                    SELECT h.*, feed.url, coalesce(week.a_day, 0) AS a_day, week.delay
                    FROM v_feed_health h JOIN feed ON feed.id = h.id LEFT JOIN week ON week.feed_id = h.id
                    ORDER BY h.health IN ('ok', 'moved', 'quiet', 'new', 'paused'), h.id
                    """
            ).map {
                FeedHealth(
                    id: $0["id"], title: $0["title"], url: $0["url"], kind: $0["kind"], health: $0["health"],
                    since: $0["since"], evidence: $0["evidence"],
                    lastPoll: $0["last_poll"], lastSuccess: $0["last_success"], failures: $0["failures"],
                    lastError: $0["last_error"], nextDue: $0["next_due"], items: $0["items"],
                    itemsADay: (($0["a_day"] as Double) * 100).rounded() / 100,
                    delayMinutes: ($0["delay"] as Double?).map { ($0 * 10).rounded() / 10 })
            }
        }
    }
}
