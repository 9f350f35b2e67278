public import Domain
import GRDB
import Glibc
public import History

extension SQLiteHistory {
    /// Puts a backup in the place of a database, which is moved aside.
    ///
    /// Both the backup and the copy of it that takes the place are checked before anything is moved. A kill
    /// leaves the old database in its place or the restored one; only where the old one is damaged, there
    /// may be none in its place, and all of it aside. A schema of an older version stays as it is.
    /// - Parameters:
    ///   - backup: The file to restore; it is only read.
    ///   - path: The place of the database. There need not be one.
    ///   - now: The time, for the name of what is moved aside.
    /// - Returns: Where the old database is now; nil where there was none.
    /// - Throws: `HistoryError.inUse` where a daemon or another program has the database open, `.damaged`,
    ///   `.notOurs`, `.newerSchema`, `.misplaced`, `.cannotOpen`, `.cannotCopy`.
    public static func restore(
        _ backup: String, to path: String, at now: Instant
    ) throws(HistoryError) -> String? {
        let place = realPath(path)
        for end in [""] + companions where isSame(realPath(backup), place + end) {
            throw .misplaced(path: backup, reason: "belongs to the database that is to be restored")
        }
        let present = FileIdentity(path: place)
        if let header = Header(path: place), !header.isHistory { throw .notOurs(path: path) }
        let lock = try DaemonLock(database: place)
        defer { withExtendedLifetime(lock) {} }
        let staged = try StagedDatabase(for: place)
        do {
            try copy(backup, to: staged)
        } catch HistoryError.damaged(_, let reason) {
            throw .damaged(path: backup, reason: reason)
        } catch {
            throw described(error, path: backup)
        }
        // Made by root for the service's own user.
        if let present {
            staged.belong(like: present, rights: present.rights)
        } else if let folder = FileIdentity(path: split(place).folder) {
            staged.belong(like: folder, rights: 0o640)
        }
        guard let present, present.size > 0 else {
            try staged.replace()
            return nil
        }
        let aside = asideName(place, now)
        if try isInOneFile(place) {
            // Never without a database: the old one gets its second name first.
            guard unsafe link(place, aside) == 0 else {
                throw .cannotCopy(path: aside, reason: systemReason())
            }
            try staged.replace()
        } else {
            try moveAside(place, to: aside)
            try staged.settle()
        }
        return aside
    }

    private static func copy(_ backup: String, to staged: StagedDatabase) throws {
        let source = try reader(backup) { try Schema.checkOwner($0, path: backup) }
        let problem = try source.read { db in
            guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
                throw HistoryError.notOurs(path: backup)
            }
            return try firstProblem(db)
        }
        if let problem { throw HistoryError.damaged(path: backup, reason: problem) }
        try staged.fill(from: source)
    }

    /// Brings what is in the log of a database into its file, and shows that nobody else has it open.
    ///
    /// - Returns: False for a database that is too damaged for that. One without a readable beginning is not
    ///   opened: SQLite would delete the log beside it.
    private static func isInOneFile(_ path: String) throws(HistoryError) -> Bool {
        guard Header(path: path) != nil else { return false }
        do {
            let queue = try DatabaseQueue(path: path)
            defer { try? queue.close() }
            let mode = try queue.writeWithoutTransaction {
                try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE")
            }
            guard mode == "delete" else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw .inUse(path: path, by: "a program that reads or writes it")
        } catch {
            return false
        }
        return companions.allSatisfy { FileIdentity(path: path + $0) == nil }
    }

    /// Moves a database with all that belongs to it.
    private static func moveAside(_ place: String, to aside: String) throws(HistoryError) {
        // SQLite deletes a log that has no database: it gets its second name before.
        for end in companions where FileIdentity(path: place + end) != nil {
            guard unsafe link(place + end, aside + end) == 0 else {
                throw .cannotCopy(path: aside + end, reason: systemReason())
            }
        }
        guard unsafe rename(place, aside) == 0 else {
            throw .cannotCopy(path: aside, reason: systemReason())
        }
        for end in companions { remove(place + end) }
        syncFolder(of: place)
    }

    /// A name with the time that nothing has yet: `bellwether.db.before-20261126T151203Z`.
    private static func asideName(_ place: String, _ now: Instant) -> String {
        let time = now.rfc3339.filter { $0 != "-" && $0 != ":" }
        let name = "\(place).before-\(time)"
        let names = [name] + (2..<1000).map { "\(name)-\($0)" }
        return names.first { name in
            ([""] + companions).allSatisfy { FileIdentity(path: name + $0) == nil }
        } ?? name
    }
}
