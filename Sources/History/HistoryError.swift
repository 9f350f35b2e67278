/// Why the database cannot be used.
public enum HistoryError: Error, Equatable, CustomStringConvertible {
    case cannotOpen(path: String, reason: String)
    case newerSchema(path: String, version: Int, supported: Int)
    case notOurs(path: String)
    case damaged(path: String, reason: String)
    case unknownAlert(path: String, id: String, isAmbiguous: Bool)
    case noDatabase(path: String)
    case cannotCopy(path: String, reason: String)

    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open the database \(path): \(reason)"
        case .newerSchema(let path, let version, let supported):
            "the database \(path) has schema \(version); this bellwether knows up to \(supported). Update bellwether, or name another database"
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
        }
    }
}
