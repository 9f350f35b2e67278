import GRDB
import Glibc
import History

/// A database that is written beside its place, checked, and put there whole.
///
/// Locked against another that is written to the same place. What was not put there is deleted.
final class StagedDatabase: Sendable {
    /// Where it is written.
    let path: String
    /// Where it belongs.
    private let place: String
    private let lock: FileLock

    /// - Parameter place: A path without symbolic links.
    /// - Throws: `HistoryError.inUse`, `.cannotCopy`.
    init(for place: String) throws(HistoryError) {
        (path, self.place) = ("\(place).bellwether-partial", place)
        do {
            lock = try FileLock.take(path, follow: false)
        } catch .cannotOpen(_, let reason) {
            throw .cannotCopy(path: place, reason: reason)
        }
        // What a copy that was killed has left.
        guard ftruncate(lock.descriptor, 0) == 0 else {
            throw .cannotCopy(path: place, reason: systemReason())
        }
        remove("\(path)-journal")
    }

    deinit {
        remove("\(path)-journal")
        if FileIdentity(path: path) == lock.file { remove(path) }
    }

    /// Copies a database as it stands, and checks the copy.
    ///
    /// - Throws: `HistoryError.damaged` with what is wrong with the copy, or `DatabaseError`.
    func fill(from source: any DatabaseReader) throws {
        let copy = try DatabaseQueue(path: path)
        try source.backup(to: copy)
        let problem = try copy.writeWithoutTransaction { db in
            // A copy of a database in WAL mode says so in its header, and would leave two more files beside
            // it.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            return try firstProblem(db)
        }
        try copy.close()
        if let problem { throw HistoryError.damaged(path: path, reason: problem) }
    }

    /// Gives it the owner and the rights of another file, as far as this user may.
    func belong(like file: FileIdentity, rights: mode_t) {
        // Only root may give a file away.
        if geteuid() == 0 { _ = fchown(lock.descriptor, file.owner.user, file.owner.group) }
        _ = fchmod(lock.descriptor, rights)
    }

    /// Puts it where it belongs, in place of what is there.
    func replace() throws(HistoryError) {
        try sync()
        // The paths are live strings for the call.
        guard unsafe rename(path, place) == 0 else {
            throw .cannotCopy(path: place, reason: systemReason())
        }
        syncFolder(of: place)
    }

    /// Puts it where it belongs, unless something is there.
    func settle() throws(HistoryError) {
        try sync()
        // The paths are live strings for the call.
        guard unsafe link(path, place) == 0 else {
            throw .cannotCopy(path: place, reason: systemReason())
        }
        remove(path)
        syncFolder(of: place)
    }

    private func sync() throws(HistoryError) {
        guard fsync(lock.descriptor) == 0 else { throw .cannotCopy(path: place, reason: systemReason()) }
    }
}

/// The first thing that is wrong with a database, in words; nil when nothing is.
///
/// Reads everything.
func firstProblem(_ db: Database) throws -> String? {
    let problem = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
    return problem == "ok" ? nil : problem
}

/// Removes a file; one that is not there is as good as removed.
func remove(_ path: String) {
    // The path is a live string for the call.
    unsafe _ = unlink(path)
}

/// Makes a name in a folder outlast a power failure.
func syncFolder(of path: String) {
    // The path is a live string for the call.
    let folder = unsafe open(split(path).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    _ = fsync(folder)
    _ = close(folder)
}
