public import Domain
import GRDB
public import History

extension SQLiteHistory: FeedRecords {
    public func feedEvents(of feed: String, limit: Int) async throws -> [FeedEvent] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, at, state, evidence FROM feed_event WHERE feed_id = ?
                    ORDER BY at DESC, id DESC LIMIT ?
                    """, arguments: [feed, max(limit, 0)]
            ).compactMap(self.feedEvent)
        }
    }

    public func feedActivity(
        of feed: String, in span: Range<Instant>
    ) async throws -> [(hour: Instant, items: Int)] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT hour || ':00:00Z' AS hour, items FROM feed_hour
                    WHERE feed_id = ? AND hour >= ? AND hour || ':00:00.000Z' < ? ORDER BY hour
                    """,
                arguments: [
                    feed, span.lowerBound.storedHour, span.upperBound.storedText,
                ]
            ).compactMap { row in
                let stored = StoredRow(row: row, table: "feed_hour", id: feed, history: self)
                return stored.instant("hour").map { (hour: $0, items: row["items"]) }
            }
        }
    }

    public func blindTimes(
        of feeds: Set<String>?, in span: Range<Instant>
    ) async throws -> [String: [Range<Instant>]] {
        try await read { db in
            let watched = try Row.fetchAll(
                db,
                sql:
                    "SELECT id, state, state_since, evidence FROM feed WHERE is_watched = 1 AND kind = 'news'"
            )
            var times: [String: [Range<Instant>]] = [:]
            for feed in watched {
                let id: String = feed["id"]
                guard feeds?.contains(id) ?? true else { continue }
                let blind = try self.blindTimes(of: id, now: feed, in: span, db)
                if !blind.isEmpty { times[id] = blind }
            }
            return times
        }
    }

    /// Of one feed, given its row.
    private func blindTimes(
        of feed: String, now row: Row, in span: Range<Instant>, _ db: Database
    ) throws -> [Range<Instant>] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, at, state, NULL AS evidence FROM feed_event WHERE feed_id = ?1 AND at < ?3
                    AND at >= coalesce((SELECT max(at) FROM feed_event WHERE feed_id = ?1 AND at <= ?2), ?2)
                ORDER BY at, id
                """)
        let events = try Row.fetchAll(
            statement, arguments: [feed, span.lowerBound.storedText, span.upperBound.storedText]
        ).compactMap(feedEvent)
        let stored = StoredRow(row: row, table: "feed", id: feed, history: self)
        var present: FeedEvent?
        if let state = stored.value("state", FeedState.init(rawValue:)),
            let since = stored.instant("state_since")
        {
            present = FeedEvent(at: since, state: state, evidence: row["evidence"])
        }
        return events.blindTimes(in: span, present: present)
    }

    /// A row of the table; nil where the time or the state cannot be read.
    private func feedEvent(_ row: Row) -> FeedEvent? {
        let stored = StoredRow(row: row, table: "feed_event", id: "\(row["id"] as Int64)", history: self)
        guard let at = stored.instant("at"), let state = stored.value("state", FeedState.init(rawValue:))
        else { return nil }
        return FeedEvent(at: at, state: state, evidence: row["evidence"])
    }
}
