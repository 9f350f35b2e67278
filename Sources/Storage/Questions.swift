public import Domain
import GRDB

extension HistoryDatabase {
    /// Those of the keys that the feed's items have.
    public func knownKeys(feed: String, among keys: [String]) async throws -> Set<String> {
        try await pool.read { db in
            let statement = try db.cachedStatement(sql: "SELECT 1 FROM item WHERE feed_id = ? AND key = ?")
            return try Set(keys.filter { try Bool.fetchOne(statement, arguments: [feed, $0]) ?? false })
        }
    }

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

    /// Feeds that fail, items, and alerts that are open; asked for often, so that items are told by the last one's
    /// number: they are numbered from 1 and none is ever deleted.
    public func standing() async throws -> (failing: Int, items: Int, open: Int) {
        try await pool.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM feed WHERE failures > 0") ?? 0,
                try Int.fetchOne(db, sql: "SELECT max(id) FROM item") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM v_alerts WHERE state = 'firing'") ?? 0
            )
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
