public import Domain
import GRDB

extension HistoryDatabase {
    /// The stories fetched since `since`, by fingerprint; the latest where there are several.
    public func stories(
        withFingerprints fingerprints: [Int64], since: Instant
    ) async throws -> [Int64: StoryID] {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT story_id FROM item WHERE story_fingerprint = ? AND fetched_at >= ?
                    ORDER BY fetched_at DESC LIMIT 1
                    """)
            var stories: [Int64: StoryID] = [:]
            for fingerprint in fingerprints {
                stories[fingerprint] = try Int64.fetchOne(
                    statement, arguments: [fingerprint, since.storedText]
                )
                .map(StoryID.init)
            }
            return stories
        }
    }

    /// The titles of those of the keys that the feed's items have; nil for an item that was deleted since.
    public func knownTitles(feed: String, among keys: [String]) async throws -> [String: String?] {
        try await pool.read { db in
            let items = try db.cachedStatement(sql: "SELECT title FROM item WHERE feed_id = ? AND key = ?")
            let deleted = try db.cachedStatement(sql: "SELECT 1 FROM forgotten WHERE hash = ?")
            var titles: [String: String?] = [:]
            for key in keys {
                if let title = try String.fetchOne(items, arguments: [feed, key]) {
                    titles.updateValue(title, forKey: key)
                } else if try Bool.fetchOne(deleted, arguments: [Self.identityHash(feed: feed, key: key)])
                    ?? false
                {
                    titles.updateValue(nil, forKey: key)
                }
            }
            return titles
        }
    }

    /// Titles fetched since `since` that share a band, by band; of a crowded band the latest.
    public func titles(inBands bands: [Int64], since: Instant) async throws -> [Int64: [SeenTitle]] {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT item.title, item.story_id, item.fetched_at FROM title_band
                    JOIN item ON item.id = title_band.item_id
                    WHERE band = ? AND title_band.fetched_at >= ? ORDER BY item_id DESC LIMIT 20
                    """)
            var titles: [Int64: [SeenTitle]] = [:]
            for band in bands {
                titles[band] = try Row.fetchAll(statement, arguments: [band, since.storedText]).compactMap {
                    row in
                    Instant(rfc3339: row["fetched_at"]).map {
                        SeenTitle(title: row["title"], story: StoryID(row["story_id"]), at: $0)
                    }
                }
            }
            return titles
        }
    }

    /// All titles with their times, the oldest first; a backlog's are as good as others, for a replay knows what is first.
    public func headlines() async throws -> [DatedHeadline] {
        try await pool.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT event_time, feed_id, title FROM item ORDER BY event_time, id")
            var headlines: [DatedHeadline] = []
            while let row = try rows.next() {
                guard let at = Instant(rfc3339: row["event_time"]) else { continue }
                headlines.append(DatedHeadline(at: at, source: row["feed_id"], text: row["title"]))
            }
            return headlines
        }
    }

    /// The states of all streams, as JSON.
    public func streamStates() async throws -> [(stream: String, state: String)] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT stream, state FROM detector_state").map {
                ($0["stream"], $0["state"])
            }
        }
    }

    /// The last price of a symbol before `now`, with its changes over an hour and a day; nil without a price.
    public func quoteMove(symbol: String, at now: Instant) async throws -> Alert.QuoteMove? {
        try await pool.read { db in
            func price(_ time: Instant) throws -> Double? {
                try Double.fetchOne(
                    db, sql: "SELECT price FROM quote WHERE symbol = ? AND at <= ? ORDER BY at DESC LIMIT 1",
                    arguments: [symbol, time.storedText])
            }
            guard let last = try price(now) else { return nil }
            func change(_ age: Duration) throws -> Double? { try price(now - age).map { last / $0 - 1 } }
            return Alert.QuoteMove(
                symbol: symbol, price: last, change1h: try change(.seconds(3600)),
                change1d: try change(.seconds(86400)))
        }
    }

    /// How things stand; asked for often, so that items are told by the last one's number: they are numbered from 1.
    public func standing() async throws -> Standing {
        let bytes = try await bytesInUse()
        return try await pool.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            let feeds = try Row.fetchAll(
                db, sql: "SELECT coalesce(state, 'new') AS state, count(*) AS feeds FROM feed GROUP BY 1")
            return Standing(
                feeds: Dictionary(uniqueKeysWithValues: feeds.map { ($0["state"], $0["feeds"]) }),
                items: try count("SELECT max(id) FROM item"),
                openAlerts: try count("SELECT count(*) FROM v_alerts WHERE state = 'firing'"),
                pending: try count("SELECT count(*) FROM delivery WHERE is_dead = 0"),
                dead: try count("SELECT count(*) FROM delivery WHERE is_dead = 1"), bytes: bytes)
        }
    }

    /// How many rows there are, for progress.
    public func counts() async throws -> (items: Int, quotes: Int, alerts: Int) {
        try await pool.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM item") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM quote") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM alert WHERE sequence = 0") ?? 0
            )
        }
    }
}

/// How things stand.
public struct Standing: Sendable, Equatable {
    /// Feeds by state.
    public let feeds: [String: Int]
    /// Items ever stored.
    public let items: Int
    public let openAlerts: Int
    /// Deliveries that a sink has still to get, and those that were given up.
    public let pending: Int
    public let dead: Int
    /// Bytes of the history in use.
    public let bytes: Int64

    /// Feeds that do not see what happens.
    public var blindFeeds: Int {
        feeds.reduce(0) { $0 + (FeedState(rawValue: $1.key)?.isBlind == true ? $1.value : 0) }
    }
}
