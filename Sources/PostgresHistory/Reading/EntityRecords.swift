public import History

extension PostgresHistory: EntityRecords {
    public func entityRecords(_ filter: EntityRecord.Filter) async throws -> [EntityRecord] {
        try await read { session in
            try session.rows(Self.records(filter)).compactMap { row -> EntityRecord? in
                let stored = StoredRow(row: row, table: "discovered", id: try row["key"], history: self)
                guard let status = try stored.value("status", EntityRecord.Status.init(rawValue:)) else {
                    return nil
                }
                let firstSeen: String? = try row["first_seen"]
                return EntityRecord(
                    key: try row["key"], name: try row["name"], status: status,
                    symbol: try row["entity_symbol"],
                    counted: firstSeen == nil ? nil : try self.discovered(row), by: try row["by"])
            }
        }
    }

    /// Names with what people said of them, and what people said of names that no story has.
    private static func records(_ filter: EntityRecord.Filter) -> SQL {
        var conditions: [SQL] = []
        if let name = filter.name { conditions.append("(name = \(name) OR key = \(name))") }
        if let status = filter.status {
            conditions.append("status = \(status.rawValue)")
        } else if filter.name == nil {
            conditions.append("(status <> 'candidate' OR stories > 1)")
        }
        if let text = filter.text {
            let pattern = "%\(text.escapedForLike)%"
            conditions.append("(name ILIKE \(pattern) OR entity_symbol ILIKE \(pattern))")
        }
        return """
            WITH record AS (
                SELECT d.*, coalesce(c.kind, CASE WHEN d.symbol IS NULL THEN 'candidate' ELSE 'watched' END) AS status,
                    CASE WHEN c.kind = 'ignored' THEN NULL ELSE coalesce(c.symbol, d.symbol) END AS entity_symbol, c.by
                FROM discovered d LEFT JOIN entity_choice c ON c.key = d.key
                UNION ALL
                SELECT key, name, symbol, 0, 0, 0, 0, '[]', NULL, NULL, kind, symbol, by FROM entity_choice c
                WHERE NOT EXISTS (SELECT 1 FROM discovered d WHERE d.key = c.key))
            SELECT * FROM record WHERE \((["true"] + conditions).joined(separator: " AND "))
            ORDER BY weight DESC, last_seen DESC NULLS LAST, key LIMIT \(max(filter.limit, 0))
            """
    }
}

extension String {
    /// The text with what LIKE has a meaning for taken as it is.
    var escapedForLike: String {
        replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}
