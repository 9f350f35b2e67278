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
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, key, event_time, fetched_at, feed_id, title, is_backlog FROM item
                    ORDER BY fetched_at, id
                    """)
            var headlines: [DatedHeadline] = []
            while let row = try rows.next() {
                guard let at = self.stored(row).instant("fetched_at") else { continue }
                var headline = DatedHeadline(at: at, source: row["feed_id"], text: row["title"])
                headline.eventTime = self.stored(row).instant("event_time")
                headline.id = row["key"]
                headline.isBacklog = row["is_backlog"]
                headlines.append(headline)
            }
            return headlines
        }
    }

    private func stored(_ row: Row) -> StoredRow {
        StoredRow(row: row, table: "item", id: "\(row["id"] as Int64)", history: self)
    }
}
