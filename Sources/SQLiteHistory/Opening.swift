import FoundationEssentials
import GRDB
public import History
public import Logging

extension SQLiteHistory {
    /// What a history is opened for.
    public enum Role: Sendable {
        /// To write; makes the file, and brings an older schema up to date. Only for the daemon, because a
        /// daemon of an older version that has the file open cannot go on after that. A database has one at a
        /// time.
        case daemon
        /// To write to a file that is there and has the present schema.
        case writer
        /// To read; needs no permission to write, and changes nothing.
        case reader
    }

    /// Opens a history.
    ///
    /// - Parameter timeLimit: How long a question may take; what takes longer is interrupted and throws
    ///   `HistoryError.tooSlow`. Nil for as long as it needs.
    /// - Throws: `HistoryError` with a sentence that says what to do.
    public static func open(
        _ path: String, as role: Role, timeLimit: Duration? = nil,
        logger: Logger = Logger(label: "bellwether")
    ) throws(HistoryError) -> SQLiteHistory {
        do {
            if FileManager.default.fileExists(atPath: path) {
                if role != .reader { try refuse(path, unlessFitFor: role) }
            } else if role != .daemon {
                throw HistoryError.noDatabase(path: path)
            }
            let lock = role == .daemon ? try DaemonLock(database: path) : nil
            if role == .daemon { try makeShrinkable(path) }
            let connections: Connections
            if role == .reader {
                connections = .reading(try reader(path) { try Schema.check($0, path: path) })
            } else {
                let pool = try DatabasePool(path: path, configuration: configuration)
                if role == .daemon { try Schema.prepare(pool, path: path) }
                connections = .writing(pool)
            }
            return SQLiteHistory(
                connections, lock: lock, path: path, timeLimit: timeLimit, logger: logger)
        } catch {
            throw described(error, path: path)
        }
    }

    /// Looks at a file before it is opened for writing, which already changes its header: what is refused
    /// stays as it is, byte for byte.
    private static func refuse(_ path: String, unlessFitFor role: Role) throws {
        let queue = try DatabaseQueue(path: path, configuration: readOnly)
        defer { try? queue.close() }
        try queue.read { db in
            if role == .daemon {
                // SQLite takes a text shorter than a page for an empty database, and would write over it.
                if try Int.fetchOne(db, sql: "PRAGMA page_count") == 0,
                    FileIdentity(path: path)?.size != 0
                {
                    throw HistoryError.damaged(path: path, reason: "file is not a database")
                }
                try Schema.checkOwner(db, path: path)
            } else {
                try Schema.check(db, path: path)
            }
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            // In WAL mode NORMAL survives a crash of the process. A power cut may lose the last commits,
            // which the next responses bring again, and leaves the file whole.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        // Each reader has a cache of its own, of 2 MB.
        configuration.maximumReaderCount = 3
        // Whoever holds the lock for longer is at fault, and an error says so.
        configuration.busyMode = .timeout(10)
        return configuration
    }

    private static var readOnly: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.maximumReaderCount = 4
        // Pages look at items all over the file.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -8000") }
        configuration.busyMode = .timeout(10)
        return configuration
    }

    /// Lets a file that is still empty shrink later; that must be said before its first table and before WAL.
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

    /// Opens the file for reading only.
    ///
    /// SQLite reads a file in WAL mode with the help of two more beside it, and makes them when they are
    /// missing. A user who may not write in the folder gets along without them where there is no log, for
    /// then nothing is missing from the file and no daemon has it open: it is read as one that never changes.
    ///
    /// - Parameter check: Throws for a file that is not to be read.
    static func reader(
        _ path: String, check: (Database) throws -> Void
    ) throws -> any DatabaseReader {
        do {
            return try reader(at: path, check)
        } catch let error as DatabaseError
            // Which of the two depends on whether the folder or only the file refuses to be written.
            where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
        {
            let manager = FileManager.default
            guard manager.isReadableFile(atPath: path) else { throw error }
            guard !manager.fileExists(atPath: path + "-wal") else {
                throw HistoryError.cannotOpen(
                    path: path,
                    reason:
                        "the daemon was killed and left a log, which only a user who may write in the folder can read; start the daemon"
                )
            }
            guard let reader = try? reader(at: immutableURI(path), check) else { throw error }
            return reader
        }
    }

    private static func reader(
        at place: String, _ check: (Database) throws -> Void
    ) throws -> any DatabaseReader {
        // Several at once, so that a heavy question holds up no other.
        let pool = try DatabasePool(path: place, configuration: readOnly)
        try pool.read(check)
        return pool
    }

    /// The path as a URI file name (sqlite.org/uri.html), with what has a meaning there escaped.
    private static func immutableURI(_ path: String) -> String {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        let escaped = absolute.replacing("%", with: "%25").replacing("?", with: "%3f").replacing(
            "#", with: "%23")
        return "file:\(escaped)?immutable=1"
    }

    static func described(_ error: any Error, path: String) -> HistoryError {
        if let error = error as? HistoryError { return error }
        guard let error = error as? DatabaseError else { return .cannotOpen(path: path, reason: "\(error)") }
        let reason = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .damaged(path: path, reason: reason)
        default: return .cannotOpen(path: path, reason: reason)
        }
    }
}
