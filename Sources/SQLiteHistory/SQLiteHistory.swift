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
    private let connections: Connections
    /// The daemon's lock, released after the connections are closed (see `FileLock`).
    private let lock: DaemonLock?

    /// What is open.
    enum Connections: Sendable {
        case reading(any DatabaseReader)
        case writing(DatabasePool)
    }

    init(_ connections: Connections, lock: DaemonLock?, path: String, logger: Logger) {
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

    func read<Value: Sendable>(
        _ work: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await reader.read(work)
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
