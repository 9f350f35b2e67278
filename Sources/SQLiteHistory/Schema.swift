import GRDB
import History

/// The version of the schema, and the steps that lead to it.
enum Schema {
    /// The version of schema.sql, in PRAGMA user_version.
    static let version = 5
    /// "BLWT", in PRAGMA application_id: tells our files from others.
    static let applicationID = 0x424C_5754

    /// The first leads from schema 1 to 2, the next from 2 to 3, and so on.
    private static let migrations = [
        PackageResources.migration_2_sql, PackageResources.migration_3_sql, PackageResources.migration_4_sql,
        PackageResources.migration_5_sql,
    ]

    /// Makes the tables of a new file, and brings those of an older schema up to date.
    ///
    /// - Throws: `HistoryError`.
    static func prepare(_ pool: DatabasePool, path: String) throws {
        try pool.write { db in
            let (application, version) = try identity(db)
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            if application == 0 && version == 0 && tables == 0 {
                try db.execute(sql: String(decoding: PackageResources.schema_sql, as: UTF8.self))
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(Self.version)")
                return
            }
            try check(application, version, path: path)
            // In this very transaction: a kill leaves the old schema or the present one.
            for step in max(version, 1)..<Self.version {
                try db.execute(sql: String(decoding: migrations[step - 1], as: UTF8.self))
                try db.execute(sql: "PRAGMA user_version = \(step + 1)")
            }
        }
    }

    /// Throws for a file that must be left as it is: another program's, or one of a newer version.
    static func checkOwner(_ db: Database, path: String) throws {
        let (application, version) = try identity(db)
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard application != 0 || version != 0 || tables > 0 else { return }
        try check(application, version, path: path)
    }

    /// Throws unless the file is ours and has the present schema.
    static func check(_ db: Database, path: String) throws {
        let (application, version) = try identity(db)
        try check(application, version, path: path)
        guard version == Self.version else {
            throw HistoryError.olderSchema(path: path, version: version, supported: Self.version)
        }
    }

    private static func identity(_ db: Database) throws -> (application: Int, version: Int) {
        (
            try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
            try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        )
    }

    private static func check(_ application: Int, _ version: Int, path: String) throws {
        guard application == applicationID else { throw HistoryError.notOurs(path: path) }
        guard version <= Self.version else {
            throw HistoryError.newerSchema(path: path, version: version, supported: Self.version)
        }
    }
}
