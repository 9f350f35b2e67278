import GRDB
import Glibc
public import History

extension SQLiteHistory {
    /// Copies the database as it stands to a file, consistently, while it is in use.
    ///
    /// The copy is written beside its place, checked, and moved there whole, so that a file by that name is
    /// never half a copy. An earlier backup is replaced; anything else that is there stays as it is.
    /// - Throws: `HistoryError.misplaced` where the file must not be written over, `.damaged`, `.cannotCopy`.
    public func backUp(to path: String) throws(HistoryError) {
        try Self.refuse(path, unlessFitForBackupOf: self.path)
        let staged = try StagedDatabase(for: realPath(path))
        do {
            try staged.fill(from: reader)
        } catch HistoryError.damaged(_, let reason) {
            throw .damaged(path: self.path, reason: reason)
        } catch {
            throw .cannotCopy(path: path, reason: (error as? DatabaseError)?.message ?? "\(error)")
        }
        try staged.replace()
    }

    /// What SQLite calls the files beside a database.
    static let companions = ["-wal", "-shm", "-journal"]

    private static func refuse(_ path: String, unlessFitForBackupOf database: String) throws(HistoryError) {
        let (place, database) = (realPath(path), realPath(database))
        for end in [""] + companions where isSame(place, database + end) {
            throw .misplaced(
                path: path,
                reason: end.isEmpty ? "is the database itself" : "belongs to the database \(database)")
        }
        guard let file = FileIdentity(path: place), file.size > 0 || !file.isFile else { return }
        guard file.isFile, Header(path: place)?.isHistory == true else {
            throw .misplaced(
                path: path, reason: "exists and is not a history of bellwether; it is left as it is")
        }
        // A backup has no log. A log would be taken for that of the copy, and spoil it.
        if FileIdentity(path: place + "-wal") != nil || FileLock.holder(of: place) != nil {
            throw .misplaced(path: path, reason: "is a history in use, not a backup; it is left as it is")
        }
    }

    /// Whether two paths without symbolic links are one file, or would be.
    static func isSame(_ one: String, _ other: String) -> Bool {
        guard let file = FileIdentity(path: one) else { return one == other }
        return file == FileIdentity(path: other)
    }
}

/// The beginning of an SQLite file (sqlite.org/fileformat2.html), read without SQLite.
struct Header {
    /// Where the application id is, four bytes.
    private static let applicationID = 68

    /// Whether the file is one of ours.
    let isHistory: Bool

    /// Nil for a file that cannot be read, or is no SQLite database.
    init?(path: String) {
        // The path is a live string for the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { _ = close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 100)
        // The buffer is alive for the call, and the count is its own.
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count, bytes.starts(with: Array("SQLite format 3\0".utf8)) else { return nil }
        let number = bytes[Self.applicationID..<Self.applicationID + 4].reduce(0) { $0 << 8 | Int($1) }
        isHistory = number == Schema.applicationID
    }
}
