import Domain
public import History

extension PostgresHistory {
    public func status() async throws -> HistoryStatus {
        let bytes = try await bytesInUse()
        return try await read { session in
            func count(_ sql: String) throws -> Int { try session.value(sql, []) ?? 0 }
            let feeds = try session.rows(
                "SELECT state, count(*) AS feeds FROM feed WHERE is_watched = 1 GROUP BY 1", [])
            return HistoryStatus(
                feeds: Dictionary(
                    try feeds.map {
                        (try ($0["state"] as String?).flatMap(FeedState.init(rawValue:)), try $0["feeds"])
                    }, uniquingKeysWith: +),
                // Numbers begin at 1, and few are left out: where a transaction was undone.
                items: try count("SELECT max(id) FROM item"),
                openAlerts: try count("SELECT count(*) FROM alert_now WHERE state = 'firing'"),
                pending: try count("SELECT count(*) FROM delivery WHERE is_dead = 0"),
                dead: try count("SELECT count(*) FROM delivery WHERE is_dead = 1"), bytes: bytes)
        }
    }

    public func counts() async throws -> (items: Int, quotes: Int, alerts: Int) {
        try await read { session in
            (
                try session.value("SELECT sum(items)::bigint FROM feed_count", []) ?? 0,
                try session.value("SELECT count(*) FROM quote", []) ?? 0,
                try session.value("SELECT count(*) FROM alert_now", []) ?? 0
            )
        }
    }

    /// Whether what belongs together is there whole; whether the server's files are, `pg_amcheck` tells.
    public func integrityProblems() async throws -> [String] {
        try await read { session in
            var problems: [String] = []
            for (sql, sentence) in Self.checks {
                let rows: Int = try session.value(sql, []) ?? 0
                if rows > 0 { problems.append("\(sentence): \(rows)") }
            }
            return problems
        }
    }

    /// What counts rows that must not be there, and what they are.
    private static let checks = [
        (
            """
            SELECT count(*) FROM item LEFT JOIN item_key k ON k.item_id = item.id AND k.fetched_at = item.fetched_at
            WHERE k.item_id IS NULL
            """, "items that are not known by their keys"
        ),
        (
            """
            SELECT count(*) FROM assessment a LEFT JOIN item ON item.id = a.item_id AND item.fetched_at = a.fetched_at
            WHERE item.id IS NULL
            """, "assessments without their items"
        ),
        (
            """
            SELECT count(*) FROM mention m LEFT JOIN item ON item.id = m.item_id AND item.fetched_at = m.fetched_at
            WHERE item.id IS NULL
            """, "mentions without their items"
        ),
        (
            """
            SELECT count(*) FROM (SELECT feed_id, count(*) AS items FROM item GROUP BY feed_id) found
            FULL JOIN feed_count c ON c.feed_id = found.feed_id WHERE found.items IS DISTINCT FROM c.items
            """, "feeds whose items are not counted right"
        ),
    ]
}
