import Domain
import History
import Logging

/// A history in a database of a PostgreSQL server, of version 15 or later.
///
/// One daemon writes, people's commands add a little, and any number read meanwhile, on whatever machine.
/// What is stored together is stored in one transaction; a connection that is cut is made again.
public final class PostgresHistory: Sendable {
    /// The address for people, without a password.
    public let path: String
    let logger: Logger
    let unreadable = UnreadableValues()
    /// How long a question may take; nil for as long as it needs.
    private let timeLimit: Duration?
    private let readers: Readers
    /// Nil where the history is open for reading only.
    private let writer: Connection?
    /// Nil unless this is the daemon's.
    private let lease: Lease?

    init(
        _ address: Address, readers: Readers, writer: Connection?, lease: Lease?, timeLimit: Duration?,
        logger: Logger
    ) {
        path = address.place
        self.readers = readers
        self.writer = writer
        self.lease = lease
        self.timeLimit = timeLimit
        self.logger = logger
    }

    /// Asks something of one state of the database.
    ///
    /// - Throws: `HistoryError`; `.tooSlow` for what takes longer than the time limit.
    func read<Value: Sendable>(_ work: @Sendable (Session) throws -> Value) async throws -> Value {
        do {
            return try await readers.read(work)
        } catch let failure as ServerFailure {
            throw described(failure)
        }
    }

    /// Runs in one transaction, perhaps more than once; only the last time counts.
    ///
    /// - Throws: `HistoryError`; `.readOnly` where the history was opened for reading, `.takenOver` where
    ///   another daemon has taken over.
    func write<Value: Sendable>(_ work: @Sendable (Session) throws -> Value) async throws -> Value {
        guard let writer else { throw HistoryError.readOnly(path: path) }
        do {
            return try await writer.write(epoch: lease?.epoch, work)
        } catch let failure as ServerFailure {
            throw described(failure)
        } catch let unknown as UnknownOutcome {
            throw HistoryError.unreachable(
                path: path, reason: unknown.failure.message, outcome: .unknown)
        }
    }

    private func described(_ failure: ServerFailure) -> HistoryError {
        if failure.isTimeout, let timeLimit { return .tooSlow(path: path, limit: timeLimit) }
        if failure.isFenced { return .takenOver(path: path) }
        if failure.isCut {
            return .unreachable(path: path, reason: failure.message, outcome: .nothingStored)
        }
        return .refused(path: path, reason: failure.message)
    }
}
