import History

/// The version of the schema, and the steps that lead to it.
enum Schema {
    /// The version of schema.sql, in the table `bellwether`.
    static let version = 1
    /// "BLWT": only one daemon at a time makes or changes tables.
    private static let lock = 0x424C_5754

    /// Makes the tables of an empty database; leaves all others as they are.
    ///
    /// In a transaction.
    /// - Throws: `HistoryError` for another program's database, and one of a newer version.
    static func makeTables(_ session: Session, path: String) throws {
        try session.changes("SELECT pg_advisory_xact_lock($1::bigint)", [lock])
        guard let version = try version(session) else {
            try checkIsEmpty(session, path: path)
            for script in [PackageResources.schema_sql, PackageResources.daemon_sql] {
                try session.script(String(decoding: script, as: UTF8.self))
            }
            try session.execute("UPDATE bellwether SET schema_version = $1", [Self.version])
            try session.execute(
                """
                SELECT make_month(clock_timestamp() + make_interval(months => ahead))
                FROM generate_series(0, 2) AS ahead
                """, [])
            return
        }
        guard version <= Self.version else {
            throw HistoryError.newerSchema(path: path, version: version, supported: Self.version)
        }
    }

    /// Throws unless the database is ours and has the present schema.
    static func check(_ session: Session, path: String) throws {
        guard let version = try version(session) else { throw HistoryError.noDatabase(path: path) }
        guard version <= Self.version else {
            throw HistoryError.newerSchema(path: path, version: version, supported: Self.version)
        }
        guard version == Self.version else {
            throw HistoryError.olderSchema(path: path, version: version, supported: Self.version)
        }
    }

    /// The version of the schema that a database has; nil where it has no tables of ours.
    static func version(_ session: Session) throws -> Int? {
        let table: String? = try session.value("SELECT to_regclass('bellwether')::text AS name", [])
        guard table != nil else { return nil }
        return try session.value("SELECT schema_version FROM bellwether", [])
    }

    private static func checkIsEmpty(_ session: Session, path: String) throws {
        let tables: [String] = try session.values(
            """
            SELECT relname::text FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm') LIMIT 1
            """, [])
        guard tables.isEmpty else {
            throw HistoryError.cannotOpen(
                path: path,
                reason:
                    "it holds the tables of another program. Name an empty database; `createdb` makes one")
        }
        let encoding: String? = try session.value("SHOW server_encoding", [])
        guard encoding == "UTF8" else {
            throw HistoryError.cannotOpen(
                path: path,
                reason:
                    "its encoding is \(encoding ?? "unknown"). Make it with `createdb -E UTF8 -T template0`")
        }
    }
}
