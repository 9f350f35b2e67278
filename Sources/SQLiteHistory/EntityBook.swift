public import Domain
import FoundationEssentials
import GRDB
public import History

extension SQLiteHistory: EntityBook {
    public func discoveredEntities() async throws -> [DiscoveredEntity] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM discovered").compactMap { self.discovered($0) }
        }
    }

    public func choices(of keys: Set<String>?) async throws -> [String: EntityChoice] {
        guard keys?.isEmpty != true else { return [:] }
        return try await read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM entity_choice
                        WHERE ?1 IS NULL OR key IN (SELECT value FROM json_each(?1))
                        """), arguments: [try keys.map { try jsonLine($0.sorted()) }])
            return rows.reduce(into: [:]) { choices, row in
                let stored = StoredRow(row: row, table: "entity_choice", id: row["key"], history: self)
                guard let kind = stored.value("kind", EntityChoice.Kind.init(rawValue:)),
                    let at = stored.instant("at")
                else { return }
                var choice = EntityChoice(
                    key: row["key"], name: row["name"], kind: kind, symbol: row["symbol"], by: row["by"],
                    at: at)
                choice.reason = row["reason"]
                choices[choice.key] = choice
            }
        }
    }

    public func choose(_ choice: EntityChoice) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO entity_choice (key, name, kind, symbol, by, reason, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    choice.key, choice.name, choice.kind.rawValue, choice.symbol, choice.by,
                    choice.reason, choice.at.storedText,
                ])
        }
    }

    public func listings() async throws -> [Listing] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM listing ORDER BY symbol").map { row in
                Listing(
                    symbol: row["symbol"], name: row["name"], short: row["short"], exchange: row["exchange"],
                    cik: row["cik"], isFund: row["is_fund"])
            }
        }
    }

    public func importListings(_ listings: [Listing], at now: Instant) async throws -> Int {
        try await write { db in
            let count = { try Int.fetchOne(db, sql: "SELECT count(*) FROM listing") ?? 0 }
            let before = try count()
            for listing in listings {
                try db.executeCached(
                    sql: """
                        INSERT INTO listing (symbol, name, short, exchange, cik, is_fund, imported_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (symbol) DO UPDATE SET name = excluded.name,
                            short = coalesce(excluded.short, short), exchange = coalesce(excluded.exchange, exchange),
                            cik = coalesce(excluded.cik, cik), is_fund = max(is_fund, excluded.is_fund),
                            imported_at = excluded.imported_at
                        """,
                    arguments: [
                        listing.symbol, listing.name, listing.short, listing.exchange, listing.cik,
                        listing.isFund, now.storedText,
                    ])
            }
            return try count() - before
        }
    }

    /// A row of the table; nil where a time cannot be read.
    func discovered(_ row: Row) -> DiscoveredEntity? {
        let stored = StoredRow(row: row, table: "discovered", id: row["key"], history: self)
        guard let first = stored.instant("first_seen"), let last = stored.instant("last_seen") else {
            return nil
        }
        var entity = DiscoveredEntity(key: row["key"], name: row["name"], firstSeen: first)
        entity.symbol = row["symbol"]
        entity.stories = row["stories"]
        entity.weight = row["weight"]
        entity.evidence = row["evidence"]
        entity.doubts = row["doubts"]
        entity.sources = stored.json("sources") ?? []
        entity.lastSeen = last
        return entity
    }

    /// Stores what was counted of a name; one with a symbol has a name from then on wherever its stream is
    /// shown, unless a catalogue has given one.
    static func write(_ entity: DiscoveredEntity, in db: Database) throws {
        try db.executeCached(
            sql: "INSERT OR REPLACE INTO discovered VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                entity.key, entity.name, entity.symbol, entity.stories, entity.weight, entity.evidence,
                entity.doubts, try jsonLine(entity.sources), entity.firstSeen.storedText,
                entity.lastSeen.storedText,
            ])
        guard let symbol = entity.symbol else { return }
        try db.executeCached(
            sql: "INSERT OR IGNORE INTO entity (symbol, name, aliases) VALUES (?, ?, '[]')",
            arguments: [symbol, entity.name])
    }
}
