public import Domain
import FoundationEssentials

extension PostgresHistory {
    public func streams() async throws -> [String] {
        try await read { session in
            try session.values(
                """
                SELECT stream FROM detector_state UNION SELECT stream FROM alert
                UNION SELECT 'source:' || id FROM feed WHERE is_watched = 1
                """, [])
        }
    }

    public func entities() async throws -> [Entity] {
        try await read { session in
            try session.rows("SELECT * FROM entity ORDER BY symbol", []).map { row in
                // Names that another version wrote otherwise are only missing from suggestions.
                let aliases = try? JSONDecoder().decode(
                    [String].self, from: Data((try row["aliases"] as String).utf8))
                return Entity(symbol: try row["symbol"], name: try row["name"], aliases: aliases ?? [])
            }
        }
    }
}
