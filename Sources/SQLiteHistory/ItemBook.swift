public import Domain
import GRDB
public import History

extension SQLiteHistory: ItemBook {
    public func stories(
        withFingerprints fingerprints: [Int64], since: Instant
    ) async throws -> [Int64: StoryID] {
        try await read { db in
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

    public func knownTitles(feed: String, among keys: [String]) async throws -> [String: String?] {
        try await read { db in
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

    public func titles(inBands bands: [Int64], since: Instant) async throws -> [Int64: [SeenTitle]] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT item.id, item.title, item.story_id, item.fetched_at FROM title_band
                    JOIN item ON item.id = title_band.item_id
                    WHERE band = ? AND title_band.fetched_at >= ? ORDER BY item_id DESC LIMIT 20
                    """)
            var titles: [Int64: [SeenTitle]] = [:]
            for band in bands {
                titles[band] = try Row.fetchAll(statement, arguments: [band, since.storedText]).compactMap {
                    row in
                    self.stored(row).instant("fetched_at").map {
                        SeenTitle(title: row["title"], story: StoryID(row["story_id"]), at: $0)
                    }
                }
            }
            return titles
        }
    }

    public func headlines() async throws -> [DatedHeadline] {
        try await read { db in
            let rows = try Row.fetchCursor(db, sql: Self.headlines)
            var headlines: [DatedHeadline] = []
            while let row = try rows.next() {
                guard let at = self.stored(row).instant("fetched_at") else { continue }
                var headline = DatedHeadline(at: at, source: row["feed_id"], text: row["title"])
                headline.eventTime = self.stored(row).instant("event_time")
                headline.id = row["key"]
                headline.former = row["former"]
                headline.isBacklog = row["is_backlog"]
                headlines.append(headline)
            }
            return headlines
        }
    }

    /// The items under their first titles, and each later title when it was noticed; as backlog where the
    /// feed was new then.
    private static let headlines = """
        WITH edit AS (
            SELECT item_id, at, title AS former, lead(title) OVER (PARTITION BY item_id ORDER BY at, rowid) AS title
            FROM item_edit),
        new AS (SELECT feed_id, max(fetched_at) AS until FROM item WHERE is_backlog = 1 GROUP BY feed_id)
        SELECT id, key, event_time, fetched_at, feed_id, is_backlog, NULL AS former, 0 AS is_edit, coalesce(
            (SELECT title FROM item_edit WHERE item_id = id ORDER BY at, rowid LIMIT 1), title) AS title
        FROM item
        UNION ALL
        SELECT id, key, at, at, item.feed_id, new.until IS NOT NULL AND at <= new.until, former, 1,
            coalesce(edit.title, item.title)
        FROM edit JOIN item ON id = item_id LEFT JOIN new ON new.feed_id = item.feed_id
        ORDER BY fetched_at, is_edit, id
        """

    private func stored(_ row: Row) -> StoredRow {
        StoredRow(row: row, table: "item", id: "\(row["id"] as Int64)", history: self)
    }
}
