import Domain

extension PostgresHistory {
    /// A row of `discovered`; nil where a time cannot be read.
    func discovered(_ row: Row) throws -> DiscoveredEntity? {
        let stored = StoredRow(row: row, table: "discovered", id: try row["key"], history: self)
        guard let first = try stored.instant("first_seen"), let last = try stored.instant("last_seen")
        else { return nil }
        var entity = DiscoveredEntity(key: try row["key"], name: try row["name"], firstSeen: first)
        entity.symbol = try row["symbol"]
        entity.stories = try row["stories"]
        entity.weight = try row["weight"]
        entity.evidence = try row["evidence"]
        entity.doubts = try row["doubts"]
        entity.sources = try stored.json("sources") ?? []
        entity.lastSeen = last
        return entity
    }
}
