import Domain

/// Why the history cannot be used; each describes itself in a sentence that says what to do.
public enum HistoryError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be opened or read.
    case cannotOpen(path: String, reason: String)
    /// The file was written by a newer version.
    case newerSchema(path: String, version: Int, supported: Int)
    /// The file was written by an older version, and is not to be changed now.
    case olderSchema(path: String, version: Int, supported: Int)
    /// The file belongs to another program.
    case notOurs(path: String)
    /// The file is not what was written.
    case damaged(path: String, reason: String)
    /// No alert has this id, or several begin with it.
    case unknownAlert(path: String, id: String, isAmbiguous: Bool)
    /// There is no file.
    case noDatabase(path: String)
    /// A backup failed.
    case cannotCopy(path: String, reason: String)
    /// A daemon, or another program, has the database open.
    case inUse(path: String, by: String)
    /// A file would be written over that must stay as it is.
    case misplaced(path: String, reason: String)
    /// Something was to be written to a history that was opened for reading.
    case readOnly(path: String)
    /// Full-text search cannot read a query.
    case unreadableQuery(String, reason: String)
    /// A question took longer than it may.
    case tooSlow(path: String, limit: Duration)
    /// The server cannot be reached any more.
    case unreachable(path: String, reason: String, outcome: Outcome)
    /// The server did not do what it was asked to.
    case refused(path: String, reason: String)
    /// Another daemon writes the database now.
    case takenOver(path: String)

    /// What became of a change under way when the connection was cut.
    public enum Outcome: Sendable, Equatable {
        /// It was undone.
        case nothingStored
        /// The server could not be asked.
        case unknown
    }

    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open the database \(path): \(reason)"
        case .newerSchema(let path, let version, let supported):
            "the database \(path) has schema \(version), and this bellwether knows only up to \(supported). Update bellwether, or name another database"
        case .olderSchema(let path, let version, let supported):
            "the database \(path) has schema \(version), and this bellwether needs \(supported). The daemon of this version brings it up to date when it starts; for a file without a daemon, run `bellwether migrate`"
        case .notOurs(let path):
            "\(path) is an SQLite database, but not one of bellwether's. Name another file"
        case .unknownAlert(let path, let id, let isAmbiguous):
            isAmbiguous
                ? "several alerts in \(path) begin with \(id); give more of the id"
                : "there is no alert \(id) in \(path); `bellwether alerts` lists them"
        case .cannotCopy(let path, let reason): "cannot copy the database to \(path): \(reason)"
        case .noDatabase(let path):
            "there is no database \(path) yet; the daemon creates it. Name its configuration with --config"
        case .damaged(let path, let reason):
            "the database \(path) is damaged (\(reason)). Move it away, or restore it from a copy"
        case .inUse(let path, let holder):
            "the database \(path) is in use by \(holder). Stop that first; a second daemon can also wait, with `bellwether run --wait`"
        case .misplaced(let path, let reason): "\(path) \(reason). Name another file"
        case .readOnly(let path): "the database \(path) was opened for reading only"
        case .unreadableQuery(let query, let reason):
            "cannot search for \(query): \(reason). Put a phrase into double quotes"
        case .tooSlow(_, let limit):
            "the database took longer than \(limit.inMilliseconds) ms to answer. Ask for a shorter time"
        case .unreachable(let path, let reason, .nothingStored):
            "the connection to the database \(path) was cut (\(reason)). Nothing of the last change was stored"
        case .unreachable(let path, let reason, .unknown):
            "the connection to the database \(path) was cut (\(reason)). Whether the last change was stored is not known; look once the server is back"
        case .refused(let path, let reason): "the database \(path) refused: \(reason)"
        case .takenOver(let path):
            "another daemon has taken over the database \(path), and nothing more is stored from here. Stop one of them"
        }
    }
}
