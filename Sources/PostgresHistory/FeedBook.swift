public import Domain
public import History

extension PostgresHistory: FeedBook {
    public func register(_ feeds: [(feed: Feed, firstDue: Instant)], entities: [Entity]) async throws {
        try await write { session in
            for (feed, firstDue) in feeds {
                try session.execute(
                    """
                    INSERT INTO feed AS known (id, title, url, kind, next_due_ms) VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind,
                        url = excluded.url, is_watched = 1,
                        etag = CASE WHEN known.url = excluded.url THEN known.etag END,
                        last_modified = CASE WHEN known.url = excluded.url THEN known.last_modified END,
                        memory = CASE WHEN known.url = excluded.url THEN known.memory END,
                        next_due_ms = CASE WHEN known.url = excluded.url THEN known.next_due_ms
                            ELSE excluded.next_due_ms END
                    """, [feed.id, feed.title, feed.url, feed.kind.rawValue, firstDue.milliseconds])
            }
            for entity in entities {
                try session.execute(
                    """
                    INSERT INTO entity (symbol, name, aliases) VALUES ($1, $2, $3)
                    ON CONFLICT (symbol) DO UPDATE SET name = excluded.name, aliases = excluded.aliases
                    """, [entity.symbol, entity.name, try jsonLine(entity.aliases)])
            }
        }
    }

    public func watchOnly(_ feeds: [String]) async throws {
        try await write { session in
            try session.execute("UPDATE feed SET is_watched = (id = ANY($1::text[]))::integer", [feeds])
        }
    }

    public func cursor(of feed: String) async throws -> FeedCursor? {
        try await read { session in
            try session.row("SELECT * FROM feed WHERE id = $1", [feed]).map { row in
                let stored = StoredRow(row: row, table: "feed", id: feed, history: self)
                return FeedCursor(
                    etag: try row["etag"], lastModified: try row["last_modified"],
                    nextDue: Instant(milliseconds: try row["next_due_ms"]),
                    lastSuccess: try stored.instant("last_success"),
                    failures: try row["failures"], lastError: try row["last_error"],
                    condition: try Self.condition(stored),
                    // What cannot be read is learned again.
                    memory: try stored.json("memory") ?? FeedMemory())
            }
        }
    }

    public func isPaused(_ feed: String) async throws -> Bool {
        try await read { session in
            try session.value("SELECT paused_since IS NOT NULL FROM feed WHERE id = $1", [feed]) ?? false
        }
    }

    public func pause(_ feed: String, since: Instant?) async throws -> Bool {
        try await write { session in
            try session.changes(
                """
                UPDATE feed SET paused_since =
                    CASE WHEN $1::timestamptz IS NOT NULL THEN coalesce(paused_since, $1::timestamptz) END
                WHERE id = $2
                """, [since, feed]) > 0
        }
    }

    public func askForPoll(of feed: String, at now: Instant) async throws -> PollRequest? {
        try await write { session in
            let row = try session.row(
                "SELECT paused_since, state, failures, next_due_ms FROM feed WHERE id = $1 FOR UPDATE", [feed]
            )
            guard let row else { return nil }
            if try row["paused_since"] != nil as String? { return .paused }
            let due = Instant(milliseconds: try row["next_due_ms"])
            if try row["state"] == FeedState.rateLimited.rawValue, try row["failures"] > 0, due > now {
                return .held(until: due)
            }
            try session.execute(
                "UPDATE feed SET poll_asked = 1, next_due_ms = least(next_due_ms, $1) WHERE id = $2",
                [now.milliseconds, feed])
            return .accepted
        }
    }

    public func takePollRequests() async throws -> [String] {
        // Read first: there is nearly always nothing to write.
        let asked = try await read { session -> String? in
            try session.value("SELECT id FROM feed WHERE poll_asked = 1 LIMIT 1", [])
        }
        guard asked != nil else { return [] }
        return try await write { session in
            let feeds: [String] = try session.values(
                "UPDATE feed SET poll_asked = 0 WHERE poll_asked = 1 RETURNING id", [])
            return feeds.sorted()
        }
    }

    private static func condition(_ stored: StoredRow) throws -> FeedCondition? {
        let row = stored.row
        guard let state = try stored.value("state", FeedState.init(rawValue:)) else { return nil }
        return FeedCondition(
            state,
            since: try stored.instant("state_since") ?? Instant(milliseconds: try row["next_due_ms"]),
            evidence: try row["evidence"])
    }

    static func write(
        _ cursor: FeedCursor, of feed: String, at now: Instant, in session: Session
    ) throws {
        let condition = cursor.condition
        if let condition {
            try session.execute(
                """
                INSERT INTO feed_event (feed_id, at, state, evidence)
                SELECT id, $1, $2::text, $3::text FROM feed WHERE id = $4 AND state IS DISTINCT FROM $2::text
                """, [now, condition.state.rawValue, condition.evidence, feed])
        }
        try session.execute(
            """
            UPDATE feed SET etag = $1, last_modified = $2, next_due_ms = $3, last_poll = $4, last_success = $5,
                failures = $6, last_error = $7, state = $8, state_since = $9, evidence = $10, memory = $11
            WHERE id = $12
            """,
            [
                cursor.etag, cursor.lastModified, cursor.nextDue.milliseconds, now, cursor.lastSuccess,
                cursor.failures, cursor.lastError, condition?.state.rawValue, condition?.since,
                condition?.evidence, try jsonLine(cursor.memory), feed,
            ])
    }
}
