public import Domain
public import History

extension PostgresHistory: Upkeep {
    /// Rows that one transaction deletes at most, so that a commit never waits for long.
    private static let deletedAtOnce = 2000
    /// However small the size, the items of the last days stay: copies of stories are looked for among them.
    private static let leastKept: Duration = .seconds(7 * 86400)
    /// Months that have their partitions before they begin, besides the present one.
    private static let monthsAhead = 2

    public func forget(_ retention: Retention, at now: Instant) async throws -> Bool {
        try await write { session in
            try Self.makeMonths(at: now, in: session)
            try session.execute("DELETE FROM title_band WHERE fetched_at < $1", [now - Self.leastKept])
            // A day more than is asked for.
            try session.execute(
                "DELETE FROM feed_hour WHERE hour < $1",
                [(now - Self.leastKept - .seconds(86400)).storedHour])
        }
        var deleted = 0
        if let age = retention.age {
            deleted = try await forget(before: now - max(age, Self.leastKept))
        }
        if deleted == 0, let size = retention.size, try await bytesInUse() > size {
            deleted = try await forget(before: now - Self.leastKept)
        }
        return deleted == Self.deletedAtOnce
    }

    /// Bytes of the database, without those of deleted items: their space is given back when the month that
    /// they are of is dropped.
    public func bytesInUse() async throws -> Int64 {
        try await read { session in
            // A partition is filled once and emptied once: the share of the rows that were deleted is free.
            try session.value(
                """
                SELECT pg_database_size(current_database()) - coalesce(sum(
                    pg_total_relation_size(s.relid) * least(s.n_tup_del, s.n_tup_ins) / s.n_tup_ins), 0)::bigint
                FROM pg_inherits p JOIN pg_stat_user_tables s ON s.relid = p.inhrelid
                WHERE p.inhparent IN ('item'::regclass, 'assessment'::regclass, 'mention'::regclass)
                    AND s.n_tup_ins > 0
                """, []) ?? 0
        }
    }

    /// Makes the partitions of the present month and the next ones.
    static func makeMonths(at now: Instant, in session: Session) throws {
        for ahead in 0...monthsAhead {
            try session.execute(
                "SELECT make_month($1::timestamptz + make_interval(months => $2::integer))", [now, ahead])
        }
    }

    /// Deletes the oldest items, quotes, events and half hours from before a time; returns the largest number
    /// of rows of a table.
    private func forget(before edge: Instant) async throws -> Int {
        try await write { session in
            // Months of which nothing is left to keep go whole: at most one a time, as readers wait for it.
            try session.execute(
                """
                SELECT drop_month(month) FROM item_month
                WHERE ((month || '-01')::timestamp + interval '1 month') AT TIME ZONE 'UTC' <= $1
                ORDER BY month LIMIT 1
                """, [edge])
            var most = try session.changes(
                """
                DELETE FROM item WHERE (id, fetched_at) IN (
                    SELECT id, fetched_at FROM item WHERE fetched_at < $1 ORDER BY id LIMIT $2)
                """, [edge, Self.deletedAtOnce])
            for (table, key) in [
                ("feed_event", "id"), ("quote", "symbol, at, feed_id"), ("series", "stream, at"),
            ] {
                let changes = try session.changes(
                    """
                    DELETE FROM \(table) WHERE (\(key)) IN
                        (SELECT \(key) FROM \(table) WHERE at < $1 ORDER BY at LIMIT $2)
                    """, [edge, Self.deletedAtOnce])
                most = max(most, changes)
            }
            // `bytesInUse` asks what was deleted.
            try session.execute("SELECT pg_stat_force_next_flush()", [])
            return most
        }
    }
}
