public import Domain
import GRDB

extension HistoryDatabase {
    /// Writes the feeds and entities of the catalogues; the cursors of known feeds stay as they are.
    ///
    /// A feed whose address changed starts anew: its validators belong to the old one.
    public func register(_ feeds: [(feed: Feed, firstDue: Instant)], entities: [Entity]) async throws {
        try await pool.write { db in
            for (feed, firstDue) in feeds {
                try db.execute(
                    sql: """
                        INSERT INTO feed (id, title, url, kind, next_due_ms) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind, url = excluded.url,
                            etag = CASE WHEN url = excluded.url THEN etag END,
                            last_modified = CASE WHEN url = excluded.url THEN last_modified END
                        """,
                    arguments: [feed.id, feed.title, feed.url, feed.kind.rawValue, firstDue.milliseconds])
            }
            for entity in entities {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO entity (symbol, name, aliases) VALUES (?, ?, ?)",
                    arguments: [entity.symbol, entity.name, try jsonLine(entity.aliases)])
            }
        }
    }

    /// Where the polling of a feed stands; nil when the feed is not registered.
    public func cursor(of feed: String) async throws -> FeedCursor? {
        try await pool.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM feed WHERE id = ?", arguments: [feed]).map { row in
                FeedCursor(
                    etag: row["etag"], lastModified: row["last_modified"],
                    nextDue: Instant(milliseconds: row["next_due_ms"]),
                    lastSuccess: (row["last_success"] as String?).flatMap(Instant.init(storedText:)),
                    failures: row["failures"], lastError: row["last_error"])
            }
        }
    }

    /// Notes a poll that brought nothing usable.
    public func record(failure cursor: FeedCursor, of feed: String, at now: Instant) async throws {
        try await pool.write { db in try Self.write(cursor, of: feed, at: now, in: db) }
    }

    static func write(_ cursor: FeedCursor, of feed: String, at now: Instant, in db: GRDB.Database) throws {
        try db.execute(
            sql: """
                UPDATE feed SET etag = ?, last_modified = ?, next_due_ms = ?, last_poll = ?, last_success = ?,
                    failures = ?, last_error = ? WHERE id = ?
                """,
            arguments: [
                cursor.etag, cursor.lastModified, cursor.nextDue.milliseconds, now.storedText,
                cursor.lastSuccess?.storedText, cursor.failures, cursor.lastError, feed,
            ])
    }
}

extension Instant {
    /// RFC 3339 to the second, always 20 characters: sorts as text.
    var storedText: String {
        Instant(milliseconds: milliseconds - ((milliseconds % 1000) + 1000) % 1000).rfc3339
    }

    init?(storedText text: String) {
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 6,
            let instant = CivilTime(
                year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
                second: numbers[5]
            ).instant
        else { return nil }
        self = instant
    }
}
