public import Domain
import FoundationEssentials
import GRDB

extension SQLiteHistory {
    public func streams() async throws -> [String] {
        try await read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT stream FROM detector_state UNION SELECT stream FROM alert
                    UNION SELECT 'source:' || id FROM feed WHERE is_watched = 1
                    """)
        }
    }

    public func entities() async throws -> [Entity] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM entity ORDER BY symbol").map { row in
                // Names that another version wrote otherwise are only missing from suggestions.
                let aliases = try? JSONDecoder().decode(
                    [String].self, from: Data((row["aliases"] as String).utf8))
                return Entity(symbol: row["symbol"], name: row["name"], aliases: aliases ?? [])
            }
        }
    }
}
