import GRDB
public import History

/// The history: items, assessments, quotes, alerts, and where everything stands.
///
/// One writer, any number of readers (WAL). A response is committed in one transaction, which a kill leaves whole
/// or absent.
public final class SQLiteHistory: Sendable {
    /// The version of schema.sql, in PRAGMA user_version.
    static let schemaVersion = 3
    /// "BLWT", in PRAGMA application_id: tells our files from others'.
    static let applicationID = 0x424C_5754

    /// The first leads from schema 1 to 2, the next from 2 to 3, and so on.
    private static let migrations = [PackageResources.migration_2_sql, PackageResources.migration_3_sql]

    let pool: DatabasePool

    /// The sinks that get every alert.
    let sinks: [String]
    let routes: [String: [String]]

    /// Opens the database, and creates it with schema.sql when it is not there.
    ///
    /// - Parameters:
    ///   - sinks: Those that get alerts.
    ///   - routes: Of the alerts of some rules, by the rule's id, fewer.
    public init(path: String, sinks: [String] = ["log"], routes: [String: [String]] = [:])
        throws(HistoryError)
    {
        self.sinks = sinks
        self.routes = routes
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                // NORMAL is safe against a crash of the process in WAL mode; after a power cut the last commits may be
                // missing, which the feeds' next answers bring again, and the file is whole.
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
            }
            // Each reader has a cache of its own, of 2 MB.
            configuration.maximumReaderCount = 3
            // A reader that holds the lock for longer than this is a fault to be told.
            configuration.busyMode = .timeout(10)
            try Self.makeShrinkable(path)
            pool = try DatabasePool(path: path, configuration: configuration)
            try Self.prepare(pool, path: path)
        } catch let error as HistoryError {
            throw error
        } catch let error as DatabaseError {
            throw Self.sentence(for: error, path: path)
        } catch {
            throw .cannotOpen(path: path, reason: "\(error)")
        }
    }

    /// Lets a file that is empty yet give back pages later on; that must be said before its first table and before WAL.
    private static func makeShrinkable(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { db in
            guard try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 else { return }
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            // Writes the header.
            try db.execute(sql: "VACUUM")
        }
    }

    /// The file's path.
    public var path: String { pool.path }

    private static func prepare(_ pool: DatabasePool, path: String) throws {
        try pool.write { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            if application == 0 && version == 0 && tables == 0 {
                try db.execute(sql: String(decoding: PackageResources.schema_sql, as: UTF8.self))
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(schemaVersion)")
                return
            }
            guard application == applicationID else { throw HistoryError.notOurs(path: path) }
            guard version <= schemaVersion else {
                throw HistoryError.newerSchema(path: path, version: version, supported: schemaVersion)
            }
            // In this very transaction: a kill leaves the old schema or the latest.
            for step in max(version, 1)..<schemaVersion {
                try db.execute(sql: String(decoding: migrations[step - 1], as: UTF8.self))
                try db.execute(sql: "PRAGMA user_version = \(step + 1)")
            }
        }
    }

    private static func sentence(for error: DatabaseError, path: String) -> HistoryError {
        let reason = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .damaged(path: path, reason: reason)
        default: return .cannotOpen(path: path, reason: reason)
        }
    }

    /// What SQLite finds wrong with the file; empty when nothing is.
    public func integrityProblems() async throws -> [String] {
        try await pool.read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        }
    }
}
