import History
import Synchronization

/// Says that this process is the one daemon of a database; ends with its last holder or the process.
///
/// A process that opens its database again, as it does to reload its configuration, shares the lock.
final class DaemonLock: Sendable {
    private struct Held {
        let lock: FileLock
        var holders = 1
    }

    private static let held = Mutex<[FileIdentity: Held]>([:])

    private let database: FileIdentity

    /// - Throws: `HistoryError.inUse` where another process is the daemon, `.cannotOpen`.
    init(database path: String) throws(HistoryError) {
        database = try Self.held.withLock { (held) throws(HistoryError) in
            if let file = FileIdentity(path: path), held[file] != nil {
                held[file]?.holders += 1
                return file
            }
            let lock = try FileLock.take(path)
            held[lock.file] = Held(lock: lock)
            return lock.file
        }
    }

    deinit {
        Self.held.withLock { held in
            held[database]?.holders -= 1
            if held[database]?.holders == 0 { held[database] = nil }
        }
    }
}

extension SQLiteHistory {
    /// The process that runs as the daemon of a database, in words; nil where none does.
    ///
    /// To be asked before the database is opened, and not by its daemon.
    public static func daemon(of path: String) -> String? { FileLock.holder(of: path) }
}
