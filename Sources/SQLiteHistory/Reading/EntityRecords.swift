import Domain
import GRDB
public import History

extension SQLiteHistory: EntityRecords {
    public func entityRecords(_ filter: EntityRecord.Filter) async throws -> [EntityRecord] {
        try await read { db in
            let text = filter.text.map { text in
                "%"
                    + text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing(
                        "_", with: "\\_")
                    + "%"
            }
            return try Row.fetchAll(
                db, sql: Self.records,
                arguments: [filter.status?.rawValue, text, max(filter.limit, 0), filter.name]
            ).compactMap { row in
                let stored = StoredRow(row: row, table: "discovered", id: row["key"], history: self)
                guard let status = stored.value("status", EntityRecord.Status.init(rawValue:)) else {
                    return nil
                }
                return EntityRecord(
                    key: row["key"], name: row["name"], status: status, symbol: row["entity_symbol"],
                    counted: row["first_seen"] == nil as String? ? nil : self.discovered(row), by: row["by"])
            }
        }
    }

    /// Names with what people said of them, and what people said of names that no story has.
    private static let records = """
        WITH record AS (
            SELECT d.*, coalesce(c.kind, iif(d.symbol IS NULL, 'candidate', 'watched')) AS status,
                iif(c.kind = 'ignored', NULL, coalesce(c.symbol, d.symbol)) AS entity_symbol, c.by AS by
            FROM discovered d LEFT JOIN entity_choice c ON c.key = d.key
            UNION ALL
            SELECT key, name, symbol, 0, 0, 0, 0, '[]', NULL, NULL, kind, symbol, by FROM entity_choice
            WHERE key NOT IN (SELECT key FROM discovered))
        SELECT * FROM record
        WHERE (?4 IS NULL OR name = ?4 OR key = ?4)
            AND (status = ?1 OR ?1 IS NULL AND (status <> 'candidate' OR stories > 1 OR ?4 IS NOT NULL))
            AND (?2 IS NULL OR name LIKE ?2 ESCAPE '\\' OR entity_symbol LIKE ?2 ESCAPE '\\')
        ORDER BY weight DESC, last_seen DESC, key LIMIT ?3
        """
}
