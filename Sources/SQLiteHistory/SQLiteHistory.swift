import GRDB
import History
import Logging

/// A history in one SQLite file.
///
/// One daemon writes, people's commands add a little, and any number read meanwhile (write-ahead log). What
/// is stored together is stored in one transaction, which a kill leaves whole or absent.
public final class SQLiteHistory: Sendable {
    /// The file's path.
    public let path: String
    let logger: Logger
    let unreadable = UnreadableValues()
    /// How long a question may take; nil for as long as it needs.
    private let timeLimit: Duration?
    private let connections: Connections
    /// The daemon's lock, released after the connections are closed (see `FileLock`).
    private let lock: DaemonLock?

    /// What is open.
    enum Connections: Sendable {
        case reading(any DatabaseReader)
        case writing(DatabasePool)
    }

    init(
        _ connections: Connections, lock: DaemonLock?, path: String, timeLimit: Duration?, logger: Logger
    ) {
        self.timeLimit = timeLimit
        self.connections = connections
        self.lock = lock
        self.path = path
        self.logger = logger
    }

    /// What reads.
    var reader: any DatabaseReader {
        switch connections {
        case .reading(let reader): reader
        case .writing(let pool): pool
        }
    }

    /// Asks something.
    ///
    /// - Throws: `HistoryError.tooSlow` for what takes longer than the time limit; it is interrupted, and the
    ///   connection is as good as before.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        guard let timeLimit else { return try await reader.read(work) }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            let reader = reader
            // What is cancelled is interrupted.
            group.addTask { try await reader.read(work) }
            group.addTask {
                try await Task.sleep(for: timeLimit)
                return nil
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() ?? nil else {
                throw HistoryError.tooSlow(path: path, limit: timeLimit)
            }
            return value
        }
    }

    /// Runs in one transaction.
    /// - Throws: `HistoryError.readOnly` where the history was opened for reading.
    func write<Value: Sendable>(
        _ work: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        guard case .writing(let pool) = connections else { throw HistoryError.readOnly(path: path) }
        return try await pool.write(work)
    }

    /// Runs what cannot run in a transaction, while nobody else writes.
    /// - Throws: `HistoryError.readOnly` where the history was opened for reading.
    func writeWithoutTransaction<Value: Sendable>(
        _ work: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        guard case .writing(let pool) = connections else { throw HistoryError.readOnly(path: path) }
        return try await pool.writeWithoutTransaction(work)
    }
}
