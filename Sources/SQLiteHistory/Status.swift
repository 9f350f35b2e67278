import Domain
import GRDB
public import History

extension SQLiteHistory {
    /// How things stand; asked for often, so that items are told by the last one's number: they are numbered from 1.
    public func status() async throws -> HistoryStatus {
        let bytes = try await bytesInUse()
        return try await pool.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            let feeds = try Row.fetchAll(
                db, sql: "SELECT coalesce(state, 'new') AS state, count(*) AS feeds FROM feed GROUP BY 1")
            return HistoryStatus(
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
