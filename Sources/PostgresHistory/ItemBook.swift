public import Domain
public import History

extension PostgresHistory: ItemBook {
    /// Rows that are read at once where all are read.
    private static let readAtOnce = 10_000

    public func stories(
        withFingerprints fingerprints: [Int64], since: Instant
    ) async throws -> [Int64: StoryID] {
        guard !fingerprints.isEmpty else { return [:] }
        return try await read { session in
            try session.rows(
                """
                SELECT f.fingerprint, latest.story_id FROM unnest($1::bigint[]) AS f (fingerprint)
                CROSS JOIN LATERAL (
                    SELECT story_id FROM item WHERE story_fingerprint = f.fingerprint AND fetched_at >= $2
                    ORDER BY fetched_at DESC, id DESC LIMIT 1) latest
                """, [fingerprints, since]
            ).reduce(into: [:]) { $0[try $1["fingerprint"]] = StoryID(try $1["story_id"]) }
        }
    }

    public func knownTitles(feed: String, among keys: [String]) async throws -> [String: String?] {
        guard !keys.isEmpty else { return [:] }
        let byHash = Dictionary(
            keys.map { (Self.identityHash(feed: feed, key: $0), $0) }, uniquingKeysWith: { first, _ in first }
        )
        return try await read { session in
            try session.rows(
                """
                SELECT k.hash, item.title FROM item_key k
                LEFT JOIN item ON item.id = k.item_id AND item.fetched_at = k.fetched_at
                WHERE k.hash = ANY($1::bigint[])
                """, [byHash.keys.sorted()]
            ).reduce(into: [:]) { titles, row in
                guard let key = byHash[try row["hash"]] else { return }
                titles.updateValue(try row["title"], forKey: key)
            }
        }
    }

    public func titles(inBands bands: [Int64], since: Instant) async throws -> [Int64: [SeenTitle]] {
        guard !bands.isEmpty else { return [:] }
        let none = Dictionary(bands.map { ($0, [SeenTitle]()) }, uniquingKeysWith: { first, _ in first })
        return try await read { session in
            try session.rows(
                """
                SELECT b.band, item.id, item.title, item.story_id, item.fetched_at
                FROM (SELECT DISTINCT unnest($1::bigint[]) AS band) b
                CROSS JOIN LATERAL (
                    SELECT item_id, fetched_at FROM title_band
                    WHERE title_band.band = b.band AND title_band.fetched_at >= $2
                    ORDER BY item_id DESC LIMIT 20) latest
                JOIN item ON item.id = latest.item_id AND item.fetched_at = latest.fetched_at
                ORDER BY b.band, item.id DESC
                """, [bands, since]
            ).reduce(into: none) { titles, row in
                guard let at = try self.stored(row).instant("fetched_at") else { return }
                titles[try row["band"] as Int64, default: []].append(
                    SeenTitle(title: try row["title"], story: StoryID(try row["story_id"]), at: at))
            }
        }
    }

    public func headlines() async throws -> [DatedHeadline] {
        try await read { session in
            try session.execute("DECLARE headline NO SCROLL CURSOR FOR \(Self.headlines)", [])
            var headlines: [DatedHeadline] = []
            while true {
                let rows = try session.rows("FETCH \(Self.readAtOnce) FROM headline", [])
                for row in rows {
                    guard let at = try self.stored(row).instant("fetched_at") else { continue }
                    var headline = DatedHeadline(at: at, source: try row["feed_id"], text: try row["title"])
                    headline.eventTime = try self.stored(row).instant("event_time")
                    headline.id = try row["key"]
                    headline.former = try row["former"]
                    headline.isBacklog = try row["is_backlog"]
                    headlines.append(headline)
                }
                if rows.count < Self.readAtOnce { break }
            }
            try session.execute("CLOSE headline", [])
            return headlines
        }
    }

    /// The items under their first titles, and each later title when it was noticed; as backlog where the
    /// feed was new then.
    private static let headlines = """
        WITH edit AS (
            SELECT item_id, at, title AS former, lead(title) OVER (PARTITION BY item_id ORDER BY at, id) AS title
            FROM item_edit),
        new AS (SELECT feed_id, max(fetched_at) AS until FROM item WHERE is_backlog = 1 GROUP BY feed_id)
        SELECT id, key, event_time, fetched_at, feed_id, is_backlog, NULL AS former, 0 AS is_edit, coalesce(
            (SELECT first.title FROM item_edit first WHERE first.item_id = item.id
                ORDER BY first.at, first.id LIMIT 1), title) AS title
        FROM item
        UNION ALL
        SELECT item.id, key, at, at, item.feed_id, (new.until IS NOT NULL AND at <= new.until)::integer, former, 1,
            coalesce(edit.title, item.title)
        FROM edit JOIN item ON item.id = edit.item_id LEFT JOIN new ON new.feed_id = item.feed_id
        ORDER BY fetched_at, is_edit, id
        """

    private func stored(_ row: Row) throws -> StoredRow {
        StoredRow(row: row, table: "item", id: "\(try row["id"] as Int64)", history: self)
    }
}
