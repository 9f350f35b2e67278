import GRDB

/// Tells which of some items a full-text query finds, from their texts alone.
///
/// Where a query asks for the beginnings of words, FTS5 gathers the hits of all words that begin so before it
/// can say whether a single item is among them. To index a few hundred texts again, in a temporary table of
/// the connection, is faster.
enum TextSieve {
    /// Texts that are indexed at a time, at some 30 microseconds each.
    static let portion = 200

    /// As `item_text` is, but nothing is kept of the texts.
    private static let table = """
        CREATE VIRTUAL TABLE temp.sieve USING fts5(
            title, summary, content = '', columnsize = 0, tokenize = 'porter unicode61')
        """

    /// The items that a query finds among some.
    ///
    /// - Throws: `DatabaseError` for a query that FTS5 cannot read.
    static func found(_ query: String, among ids: [Int64], in db: Database) throws -> Set<Int64> {
        let isThere = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM temp.sqlite_master WHERE name = 'sieve')"))
        if isThere != true { try db.execute(sql: table) }
        try db.executeCached(sql: "INSERT INTO temp.sieve (sieve) VALUES (?)", arguments: ["delete-all"])
        try db.executeCached(
            sql: """
                INSERT INTO temp.sieve (rowid, title, summary)
                SELECT id, title, summary FROM item WHERE id IN (SELECT value FROM json_each(?))
                """, arguments: ["[\(ids.map(String.init).joined(separator: ","))]"])
        return try Int64.fetchSet(
            db.cachedStatement(sql: "SELECT rowid FROM temp.sieve WHERE sieve MATCH ?"), arguments: [query])
    }

    /// The share of the latest items that a query finds.
    ///
    /// - Throws: `DatabaseError` for a query that FTS5 cannot read.
    static func share(_ query: String, in db: Database) throws -> Double {
        let latest = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT id FROM item ORDER BY id DESC LIMIT \(portion)"))
        return Double(try found(query, among: latest, in: db).count) / Double(portion)
    }
}
