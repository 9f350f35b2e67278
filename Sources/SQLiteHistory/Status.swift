import Domain
import GRDB
public import History

extension SQLiteHistory {
    public func status() async throws -> HistoryStatus {
        let bytes = try await bytesInUse()
        return try await read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            let feeds = try Row.fetchAll(
                db, sql: "SELECT state, count(*) AS feeds FROM feed WHERE is_watched = 1 GROUP BY 1")
            return HistoryStatus(
                feeds: Dictionary(
                    feeds.map { (($0["state"] as String?).flatMap(FeedState.init(rawValue:)), $0["feeds"]) },
                    uniquingKeysWith: +),
                // Numbers begin at 1; asked for often, and cheaper than a count.
                items: try count("SELECT max(id) FROM item"),
                openAlerts: try count("SELECT count(*) FROM alert_now WHERE state = 'firing'"),
                pending: try count("SELECT count(*) FROM delivery WHERE is_dead = 0"),
                dead: try count("SELECT count(*) FROM delivery WHERE is_dead = 1"), bytes: bytes)
        }
    }

    public func counts() async throws -> (items: Int, quotes: Int, alerts: Int) {
        try await read { db in
            (
                try Int.fetchOne(db, sql: "SELECT sum(items) FROM feed_count") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM quote") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM alert_now") ?? 0
            )
        }
    }

    public func integrityProblems() async throws -> [String] {
        try await read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        }
    }
}
