/// Why the database cannot be used.
public enum StorageError: Error, Equatable, CustomStringConvertible {
    case cannotOpen(path: String, reason: String)
    case newerSchema(path: String, version: Int, supported: Int)
    case notOurs(path: String)
    case damaged(path: String, reason: String)

    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open the database \(path): \(reason)"
        case .newerSchema(let path, let version, let supported):
            "the database \(path) has schema \(version); this bellwether knows up to \(supported). Update bellwether, or name another database"
        case .notOurs(let path):
            "\(path) is an SQLite database, but not one of bellwether's. Name another file"
        case .damaged(let path, let reason):
            "the database \(path) is damaged (\(reason)). Move it away, or restore it from a copy"
        }
    }
}
