public import Domain
public import History

extension PostgresHistory: FeedRecords {
    public func feedEvents(of feed: String, limit: Int) async throws -> [FeedEvent] {
        try await read { session in
            try session.rows(
                """
                SELECT id, at, state, evidence FROM feed_event WHERE feed_id = \(feed)
                ORDER BY at DESC, id DESC LIMIT \(max(limit, 0))
                """
            ).compactMap(self.feedEvent)
        }
    }

    public func feedActivity(
        of feed: String, in span: Range<Instant>
    ) async throws -> [(hour: Instant, items: Int)] {
        try await read { session in
            try session.rows(
                """
                SELECT hour || ':00:00Z' AS hour, items FROM feed_hour
                WHERE feed_id = \(feed) AND hour >= \(span.lowerBound.storedHour)
                    AND hour || ':00:00.000Z' < \(span.upperBound.storedText) ORDER BY feed_hour.hour
                """
            ).compactMap { row in
                let stored = StoredRow(row: row, table: "feed_hour", id: feed, history: self)
                let items: Int = try row["items"]
                return try stored.instant("hour").map { (hour: $0, items: items) }
            }
        }
    }

    public func blindTimes(
        of feeds: Set<String>?, in span: Range<Instant>
    ) async throws -> [String: [Range<Instant>]] {
        try await read { session in
            let watched = try session.rows(
                "SELECT id, state, state_since, evidence FROM feed WHERE is_watched = 1 AND kind = 'news'"
            )
            var times: [String: [Range<Instant>]] = [:]
            let events = try self.events(in: span, session)
            for feed in watched {
                let id: String = try feed["id"]
                guard feeds?.contains(id) ?? true else { continue }
                let blind = try self.blindTimes(events[id] ?? [], now: feed, in: span)
                if !blind.isEmpty { times[id] = blind }
            }
            return times
        }
    }

    /// The changes of the feeds' health in a span, the oldest first, with the last before it.
    private func events(
        in span: Range<Instant>, _ session: Session
    ) throws -> [String: [FeedEvent]] {
        let rows = try session.rows(
            """
            SELECT e.id, e.feed_id, e.at, e.state, NULL AS evidence
            FROM feed CROSS JOIN LATERAL (
                SELECT * FROM feed_event e WHERE e.feed_id = feed.id AND e.at < \(span.upperBound) AND e.at >= coalesce(
                    (SELECT max(at) FROM feed_event WHERE feed_id = feed.id AND at <= \(span.lowerBound)),
                    \(span.lowerBound))) e
            WHERE feed.is_watched = 1 AND feed.kind = 'news' ORDER BY e.at, e.id
            """)
        var events: [String: [FeedEvent]] = [:]
        for row in rows {
            let feed: String = try row["feed_id"]
            if let event = try feedEvent(row) { events[feed, default: []].append(event) }
        }
        return events
    }

    /// Of one feed, given its row.
    private func blindTimes(
        _ events: [FeedEvent], now row: Row, in span: Range<Instant>
    ) throws -> [Range<Instant>] {
        let stored = StoredRow(row: row, table: "feed", id: try row["id"], history: self)
        var present: FeedEvent?
        if let state = try stored.value("state", FeedState.init(rawValue:)),
            let since = try stored.instant("state_since")
        {
            present = FeedEvent(at: since, state: state, evidence: try row["evidence"])
        }
        return events.blindTimes(in: span, present: present)
    }

    /// A row of the table; nil where the time or the state cannot be read.
    private func feedEvent(_ row: Row) throws -> FeedEvent? {
        let stored = StoredRow(row: row, table: "feed_event", id: try row["id"], history: self)
        guard let at = try stored.instant("at"),
            let state = try stored.value("state", FeedState.init(rawValue:))
        else { return nil }
        return FeedEvent(at: at, state: state, evidence: try row["evidence"])
    }
}
