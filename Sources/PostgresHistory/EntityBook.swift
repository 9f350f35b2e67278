public import Domain
import FoundationEssentials
public import History

extension PostgresHistory: EntityBook {
    public func discoveredEntities() async throws -> [DiscoveredEntity] {
        try await read { session in
            try session.rows("SELECT * FROM discovered", []).compactMap { try self.discovered($0) }
        }
    }

    public func choices(of keys: Set<String>?) async throws -> [String: EntityChoice] {
        guard keys?.isEmpty != true else { return [:] }
        return try await read { session in
            let rows = try session.rows(
                "SELECT * FROM entity_choice WHERE $1::text[] IS NULL OR key = ANY($1::text[])",
                [keys?.sorted()])
            return try rows.reduce(into: [:]) { choices, row in
                let stored = StoredRow(
                    row: row, table: "entity_choice", id: try row["key"], history: self)
                guard let kind = try stored.value("kind", EntityChoice.Kind.init(rawValue:)),
                    let at = try stored.instant("at")
                else { return }
                var choice = EntityChoice(
                    key: try row["key"], name: try row["name"], kind: kind, symbol: try row["symbol"],
                    by: try row["by"], at: at)
                choice.reason = try row["reason"]
                choices[choice.key] = choice
            }
        }
    }

    public func choose(_ choice: EntityChoice) async throws {
        try await write { session in
            try session.execute(
                """
                INSERT INTO entity_choice (key, name, kind, symbol, by, reason, at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (key) DO UPDATE SET name = excluded.name, kind = excluded.kind,
                    symbol = excluded.symbol, by = excluded.by, reason = excluded.reason, at = excluded.at
                """,
                [
                    choice.key, choice.name, choice.kind.rawValue, choice.symbol, choice.by, choice.reason,
                    choice.at,
                ])
        }
    }

    public func listings() async throws -> [Listing] {
        try await read { session in
            try session.rows("SELECT * FROM listing ORDER BY symbol", []).map { row in
                Listing(
                    symbol: try row["symbol"], name: try row["name"], short: try row["short"],
                    exchange: try row["exchange"], cik: try row["cik"], isFund: try row["is_fund"])
            }
        }
    }

    public func importListings(_ listings: [Listing], at now: Instant) async throws -> Int {
        try await write { session in
            let count = { () -> Int in try session.value("SELECT count(*) FROM listing", []) ?? 0 }
            let before = try count()
            for listing in listings {
                try session.execute(
                    """
                    INSERT INTO listing AS known (symbol, name, short, exchange, cik, is_fund, imported_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)
                    ON CONFLICT (symbol) DO UPDATE SET name = excluded.name,
                        short = coalesce(excluded.short, known.short),
                        exchange = coalesce(excluded.exchange, known.exchange),
                        cik = coalesce(excluded.cik, known.cik),
                        is_fund = greatest(known.is_fund, excluded.is_fund), imported_at = excluded.imported_at
                    """,
                    [
                        listing.symbol, listing.name, listing.short, listing.exchange, listing.cik,
                        listing.isFund, now,
                    ])
            }
            return try count() - before
        }
    }

    /// Stores what was counted of a name; one with a symbol has a name from then on wherever its stream is
    /// shown, unless a catalogue has given one.
    static func write(_ entity: DiscoveredEntity, in session: Session) throws {
        try session.execute(
            """
            INSERT INTO discovered (key, name, symbol, stories, weight, evidence, doubts, sources, first_seen,
                last_seen)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (key) DO UPDATE SET name = excluded.name, symbol = excluded.symbol,
                stories = excluded.stories, weight = excluded.weight, evidence = excluded.evidence,
                doubts = excluded.doubts, sources = excluded.sources, first_seen = excluded.first_seen,
                last_seen = excluded.last_seen
            """,
            [
                entity.key, entity.name, entity.symbol, entity.stories, entity.weight, entity.evidence,
                entity.doubts, try jsonLine(entity.sources), entity.firstSeen, entity.lastSeen,
            ])
        guard let symbol = entity.symbol else { return }
        try session.execute(
            "INSERT INTO entity (symbol, name, aliases) VALUES ($1, $2, '[]') ON CONFLICT (symbol) DO NOTHING",
            [symbol, entity.name])
    }
}
