public import Domain
import GRDB
public import History

extension SQLiteHistory: Upkeep {
    /// Rows that one transaction deletes at most, so that a commit never waits for long.
    private static let deletedAtOnce = 2000
    /// Pages that are given back to the file system at once.
    private static let vacuumedAtOnce = 1000
    /// Bytes of the log above which it is cut short; twice what it grows to while nobody holds it up.
    private static let largestLog = 8_000_000
    /// However small the size, the items of the last days stay: copies of stories are looked for among them.
    private static let leastKept: Duration = .seconds(7 * 86400)

    public func forget(_ retention: Retention, at now: Instant) async throws -> Bool {
        try await write { db in
            try db.execute(
                sql: "DELETE FROM title_band WHERE fetched_at < ?",
                arguments: [(now - Self.leastKept).storedText])
            // A day more than is asked for.
            try db.execute(
                sql: "DELETE FROM feed_hour WHERE hour < ?",
                arguments: [(now - Self.leastKept - .seconds(86400)).storedText])
        }
        var deleted = 0
        if let age = retention.age {
            let edge = now - max(age, Self.leastKept)
            deleted = try await forget(before: edge)
        }
        if deleted == 0, let size = retention.size, try await bytesInUse() > size {
            deleted = try await forget(before: now - Self.leastKept)
        }
        try await write { db in
            try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.vacuumedAtOnce))")
        }
        try await shrinkLog()
        return deleted == Self.deletedAtOnce
    }

    public func bytesInUse() async throws -> Int64 {
        try await read { db in
            let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            return (pages - free) * (try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
        }
    }

    /// Cuts a log short that grew while a reader held it up, once that reader has gone.
    ///
    /// SQLite itself only writes over a log from its beginning, and never gives back what it once took.
    private func shrinkLog() async throws {
        let size = FileIdentity(path: realPath(path) + "-wal")?.size ?? 0
        guard size > Self.largestLog else { return }
        try await writeWithoutTransaction { db in
            // Commits wait meanwhile: for a reader that is still there, it is tried again at the next round.
            let patience = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
            try db.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(patience)") }
            _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    /// The name under which a deleted item is remembered.
    static func identityHash(feed: String, key: String) -> Int64 {
        Int64(bitPattern: fingerprint("\(feed)\n\(key)".utf8))
    }

    /// Deletes the oldest items, quotes, events and half hours from before a time; returns the largest number
    /// of rows of a table.
    private func forget(before edge: Instant) async throws -> Int {
        try await write { db in
            let limit = "ORDER BY 1 LIMIT \(Self.deletedAtOnce)"
            let items = try Row.fetchAll(
                db, sql: "SELECT fetched_at, id, feed_id, key FROM item WHERE fetched_at < ? \(limit)",
                arguments: [edge.storedText])
            for item in items {
                try db.executeCached(
                    sql: "INSERT OR IGNORE INTO forgotten VALUES (?)",
                    arguments: [Self.identityHash(feed: item["feed_id"], key: item["key"])])
                try db.executeCached(sql: "DELETE FROM item WHERE id = ?", arguments: [item["id"] as Int64])
            }
            var most = items.count
            for (table, key) in [
                ("feed_event", "id"), ("quote", "symbol, at, feed_id"), ("series", "stream, at"),
            ] {
                try db.execute(
                    sql: """
                        DELETE FROM \(table) WHERE (\(key)) IN
                            (SELECT \(key) FROM \(table) WHERE at < ? ORDER BY at LIMIT \(Self.deletedAtOnce))
                        """,
                    arguments: [edge.storedText])
                most = max(most, db.changesCount)
            }
            return most
        }
    }
}
