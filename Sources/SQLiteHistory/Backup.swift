import GRDB
public import History
import Glibc

extension SQLiteHistory {
    /// Copies the database as it stands to a file, consistently, while it is in use.
    ///
    /// The copy is written beside its place and moved there whole, so that a file by that name is never half
    /// a copy; one that is there is replaced.
    /// - Throws: `HistoryError.cannotCopy`.
    public func backUp(to path: String) throws(HistoryError) {
        let partial = "\(path).partial"
        do {
            for leftover in [partial, "\(partial)-journal"] { Self.remove(leftover) }
            let copy = try DatabaseQueue(path: partial)
            try reader.backup(to: copy)
            // A copy of a database in WAL mode says so in its header, and would leave two more files beside
            // it.
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
            // The paths are live strings for the call.
            guard unsafe rename(partial, path) == 0 else {
                // strerror returns a static or thread-local C string, copied here at once.
                throw HistoryError.cannotCopy(path: path, reason: unsafe String(cString: strerror(errno)))
            }
        } catch let error as HistoryError {
            throw error
        } catch {
            Self.remove(partial)
            throw .cannotCopy(path: path, reason: (error as? DatabaseError)?.message ?? "\(error)")
        }
    }

    private static func remove(_ path: String) {
        // The path is a live string for the call.
        unsafe _ = unlink(path)
    }
}
