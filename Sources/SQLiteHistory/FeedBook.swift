public import Domain
import GRDB
public import History

extension SQLiteHistory: FeedBook {
    public func register(_ feeds: [(feed: Feed, firstDue: Instant)], entities: [Entity]) async throws {
        try await write { db in
            for (feed, firstDue) in feeds {
                try db.execute(
                    sql: """
                        INSERT INTO feed (id, title, url, kind, next_due_ms) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind, url = excluded.url,
                            is_watched = 1,
                            etag = CASE WHEN url = excluded.url THEN etag END,
                            last_modified = CASE WHEN url = excluded.url THEN last_modified END,
                            memory = CASE WHEN url = excluded.url THEN memory END,
                            next_due_ms = CASE WHEN url = excluded.url THEN next_due_ms ELSE excluded.next_due_ms END
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

    public func watchOnly(_ feeds: [String]) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE feed SET is_watched = id IN (SELECT value FROM json_each(?))",
                arguments: [try jsonLine(feeds)])
        }
    }

    public func cursor(of feed: String) async throws -> FeedCursor? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM feed WHERE id = ?", arguments: [feed]).map { row in
                let stored = StoredRow(row: row, table: "feed", id: feed, history: self)
                return FeedCursor(
                    etag: row["etag"], lastModified: row["last_modified"],
                    nextDue: Instant(milliseconds: row["next_due_ms"]),
                    lastSuccess: stored.instant("last_success"),
                    failures: row["failures"], lastError: row["last_error"],
                    condition: Self.condition(stored),
                    // What cannot be read is learned again.
                    memory: stored.json("memory") ?? FeedMemory())
            }
        }
    }

    public func isPaused(_ feed: String) async throws -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db, sql: "SELECT paused_since IS NOT NULL FROM feed WHERE id = ?", arguments: [feed]) ?? false
        }
    }

    public func pause(_ feed: String, since: Instant?) async throws -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE feed SET paused_since = iif(?1 IS NULL, NULL, coalesce(paused_since, ?1)) WHERE id = ?2
                    """, arguments: [since?.storedText, feed])
            return db.changesCount > 0
        }
    }

    public func askForPoll(of feed: String, at now: Instant) async throws -> PollRequest? {
        try await write { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT paused_since, state, failures, next_due_ms FROM feed WHERE id = ?",
                arguments: [feed])
            guard let row else { return nil }
            if row["paused_since"] != nil as String? { return .paused }
            let due = Instant(milliseconds: row["next_due_ms"])
            if row["state"] == FeedState.rateLimited.rawValue, row["failures"] > 0, due > now {
                return .held(until: due)
            }
            try db.execute(
                sql: "UPDATE feed SET poll_asked = 1, next_due_ms = min(next_due_ms, ?) WHERE id = ?",
                arguments: [now.milliseconds, feed])
            return .accepted
        }
    }

    public func takePollRequests() async throws -> [String] {
        let sql = "SELECT id FROM feed WHERE poll_asked = 1 ORDER BY id"
        // Read first: there is nearly always nothing to write.
        guard try await read({ try String.fetchOne($0, sql: sql) }) != nil else { return [] }
        return try await write { db in
            let feeds = try String.fetchAll(db, sql: sql)
            try db.execute(sql: "UPDATE feed SET poll_asked = 0 WHERE poll_asked = 1")
            return feeds
        }
    }

    private static func condition(_ stored: StoredRow) -> FeedCondition? {
        let row = stored.row
        guard let state = stored.value("state", FeedState.init(rawValue:)) else { return nil }
        return FeedCondition(
            state, since: stored.instant("state_since") ?? Instant(milliseconds: row["next_due_ms"]),
            evidence: row["evidence"])
    }

    static func write(_ cursor: FeedCursor, of feed: String, at now: Instant, in db: Database) throws {
        let condition = cursor.condition
        if let condition {
            try db.execute(
                sql: """
                    INSERT INTO feed_event (feed_id, at, state, evidence)
                    SELECT id, ?, ?, ? FROM feed WHERE id = ? AND state IS NOT ?
                    """,
                arguments: [
                    now.storedText, condition.state.rawValue, condition.evidence, feed,
                    condition.state.rawValue,
                ])
        }
        try db.execute(
            sql: """
                UPDATE feed SET etag = ?, last_modified = ?, next_due_ms = ?, last_poll = ?, last_success = ?,
                    failures = ?, last_error = ?, state = ?, state_since = ?, evidence = ?, memory = ?
                WHERE id = ?
                """,
            arguments: [
                cursor.etag, cursor.lastModified, cursor.nextDue.milliseconds, now.storedText,
                cursor.lastSuccess?.storedText, cursor.failures, cursor.lastError, condition?.state.rawValue,
                condition?.since.storedText, condition?.evidence, try jsonLine(cursor.memory), feed,
            ])
    }
}
