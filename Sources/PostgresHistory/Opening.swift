import Domain
public import History
public import Logging

extension PostgresHistory {
    /// What a history is opened for.
    public enum Role: Sendable {
        /// To write; makes the tables, and brings an older schema up to date. A database has one at a time.
        case daemon
        /// To add to a database that is there and has the present schema.
        case writer
        /// To read; changes nothing, and a standby will do.
        case reader
    }

    /// Questions that are answered at once.
    private static let readerCount = 4

    /// Opens a history.
    ///
    /// - Parameters:
    ///   - address: As `postgres://user@host1,host2/database`.
    ///   - timeLimit: How long a statement of a question may take; what takes longer throws
    ///     `HistoryError.tooSlow`. Nil for as long as it needs.
    /// - Throws: `HistoryError` with a sentence that says what to do.
    public static func open(
        _ address: String, as role: Role, timeLimit: Duration? = nil,
        logger: Logger = Logger(label: "bellwether")
    ) async throws(HistoryError) -> PostgresHistory {
        let address = try Address(address, mustWrite: role != .reader)
        let writing = Connection(to: address, settings: writing)
        do {
            try await writing.connect()
            if role == .daemon {
                try await writing.write(epoch: nil) { try Schema.makeTables($0, path: address.place) }
            } else {
                try await writing.read { try Schema.check($0, path: address.place) }
            }
            let lease = role == .daemon ? try await Lease.take(address, by: writing, logger: logger) : nil
            let reading = reading(timeLimit)
            let readers = Readers(
                (0..<readerCount).map { _ in Connection(to: address, settings: reading) })
            return PostgresHistory(
                address, readers: readers, writer: role == .reader ? nil : writing, lease: lease,
                timeLimit: timeLimit, logger: logger)
        } catch {
            throw described(error, opening: address)
        }
    }

    /// The process that runs as the daemon of a database, in words; nil where none does.
    ///
    /// - Throws: `HistoryError`.
    public static func daemon(of address: String) async throws(HistoryError) -> String? {
        let address = try Address(address, mustWrite: false)
        let connection = Connection(to: address, settings: reading(nil))
        do {
            try await connection.connect()
            return try await connection.read { session in
                guard try Schema.version(session) != nil else { return nil }
                return try Lease.holder(session)
            }
        } catch {
            throw described(error, opening: address)
        }
    }

    /// A frozen process lets others wait no longer than this: the server ends its transaction.
    private static let writing = [
        "SET idle_in_transaction_session_timeout = '10s'", "SET lock_timeout = '15s'",
    ]

    private static func reading(_ timeLimit: Duration?) -> [String] {
        [
            "SET default_transaction_read_only = on",
            "SET statement_timeout = \(timeLimit?.inMilliseconds ?? 0)",
            // What is asked differs widely in its spans: a plan for all of them fits none.
            "SET plan_cache_mode = force_custom_plan",
        ]
    }

    static func described(_ error: any Error, opening address: Address) -> HistoryError {
        if let error = error as? HistoryError { return error }
        if error is UnknownOutcome {
            return .cannotOpen(path: address.place, reason: "the connection was cut; try again")
        }
        let message = (error as? ServerFailure)?.message ?? "\(error)"
        return .cannotOpen(path: address.place, reason: message + advice(message))
    }

    /// What to do about a connection that was refused.
    private static func advice(_ message: String) -> String {
        if message.contains("password") || message.contains("authentication") {
            return ". Put the password into PGPASSWORD or ~/.pgpass"
        }
        if message.contains("does not exist") {
            return ". Create it with createuser and createdb"
        }
        return ""
    }
}
