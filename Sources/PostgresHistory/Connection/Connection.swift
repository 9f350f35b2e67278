import Domain
import Glibc

/// A connection to the server that is made when it is needed, and made again after it was cut.
///
/// Everything runs on a thread of its own, one question or transaction after the other.
actor Connection {
    /// How long a question waits for a server that cannot be reached.
    static let readingPatience: Duration = .seconds(5)
    /// How long a transaction waits for it; a server restarts, and a standby is promoted, in less.
    static let writingPatience: Duration = .seconds(30)
    /// Between two tries, at first; each wait is twice the last, up to the longest.
    private static let firstPause: Duration = .milliseconds(50)
    private static let longestPause: Duration = .seconds(2)

    private let address: Address
    private let settings: [String]
    private let patience: Duration?
    private var session: Session?
    private let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // The actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    /// A connection that is not made yet.
    ///
    /// - Parameters:
    ///   - settings: Statements that each new session begins with.
    ///   - patience: How long anything waits for a server that cannot be reached; nil for the usual times.
    init(to address: Address, settings: [String], patience: Duration? = nil) {
        self.address = address
        self.settings = settings
        self.patience = patience
    }

    /// Connects now, at the first try or not at all.
    func connect() throws { _ = try connected() }

    /// The process of the server that serves the connection now; nil while there is none.
    var serverProcess: Int? { session?.serverProcess }

    /// Runs statements outside a transaction, once.
    func run<Value: Sendable>(_ work: @Sendable (Session) throws -> Value) throws -> Value {
        let session = try connected()
        do {
            let value = try work(session)
            try session.flush()
            return value
        } catch {
            forgetIfCut(error)
            throw error
        }
    }

    /// Asks something of one state of the database; asks again when the connection is cut meanwhile.
    func read<Value: Sendable>(_ work: @Sendable (Session) throws -> Value) throws -> Value {
        try patiently(patience ?? Self.readingPatience) {
            let session = try connected()
            do {
                try session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", [])
                let value = try work(session)
                try session.execute("COMMIT", [])
                try session.flush()
                return value
            } catch {
                session.rollBack()
                throw error
            }
        }
    }

    /// Runs in one transaction, and again where it is certain that a cut undid it.
    ///
    /// - Parameter epoch: The daemon's (see `Lease`): the transaction fails when another has taken over. Nil
    ///   for a transaction that anybody may do.
    /// - Throws: `ServerFailure`, or `UnknownOutcome` where the connection was cut while the server was told
    ///   to commit and could not be asked afterwards.
    func write<Value: Sendable>(
        epoch: Int64?, _ work: @Sendable (Session) throws -> Value
    ) throws -> Value {
        try patiently(patience ?? Self.writingPatience) {
            let attempt = Attempt()
            do {
                return try transaction(attempt, epoch: epoch, work)
            } catch let failure as ServerFailure where failure.isCut && attempt.isCommitting {
                forgetIfCut(failure)
                guard try isCommitted(attempt, cutBy: failure), let value = attempt.value as? Value else {
                    throw failure
                }
                return value
            }
        }
    }

    /// A transaction under way, and what is known of it should the connection be cut.
    private final class Attempt {
        /// The transaction's number at the server.
        var number: String?
        /// Whether the server was told to commit.
        var isCommitting = false
        var value: Any?
    }

    private func transaction<Value>(
        _ attempt: Attempt, epoch: Int64?, _ work: (Session) throws -> Value
    ) throws -> Value {
        let session = try connected()
        do {
            try session.execute("BEGIN", [])
            if let epoch { try session.execute("SELECT fence($1::bigint)", [epoch]) }
            try session.execute("SELECT pg_current_xact_id()::text AS number", []) {
                attempt.number = try $0.rows.first?["number"]
            }
            let value = try work(session)
            // Without the number nobody could ask afterwards.
            if attempt.number == nil { try session.flush() }
            (attempt.value, attempt.isCommitting) = (value, true)
            try session.execute("COMMIT", [])
            try session.flush()
            return value
        } catch {
            // A COMMIT that the server refused undid the transaction.
            if (error as? ServerFailure)?.isCut != true { attempt.isCommitting = false }
            session.rollBack()
            throw error
        }
    }

    /// Whether a transaction was committed whose connection was cut meanwhile.
    private func isCommitted(_ attempt: Attempt, cutBy failure: ServerFailure) throws -> Bool {
        guard let number = attempt.number else { return false }
        do {
            return try patiently(patience ?? Self.writingPatience) {
                let state: String? = try run { session in
                    try session.value("SELECT pg_xact_status($1::text::xid8) AS state", [number])
                }
                // The server may not have noticed yet that nobody listens any more.
                if state == "in progress" {
                    throw ServerFailure(code: "", message: "the transaction is in progress", isCut: true)
                }
                guard let state else { throw UnknownOutcome(failure: failure) }
                return state == "committed"
            }
        } catch let error as ServerFailure where error.code == "22023" {
            // The number is in this server's future: a standby was promoted that had not got that far.
            return false
        } catch is ServerFailure {
            throw UnknownOutcome(failure: failure)
        }
    }

    /// Tries again, with pauses, while the server cannot be reached or asks to be asked again.
    private func patiently<Value>(_ patience: Duration, _ work: () throws -> Value) throws -> Value {
        let clock = ContinuousClock()
        let (end, pause) = (clock.now + patience, Self.firstPause)
        var next = pause
        while true {
            do {
                return try work()
            } catch let failure as ServerFailure where failure.isTransient {
                forgetIfCut(failure)
                // A standby that the address led to stays one: look for the other server.
                if failure.code == "25006" { session = nil }
                guard clock.now + next < end, !Task.isCancelled else { throw failure }
                usleep(UInt32(next.inMilliseconds * 1000))
                next = min(next * 2, Self.longestPause)
            }
        }
    }

    private func connected() throws -> Session {
        if let session, !session.isCut { return session }
        session = nil
        let opened = try Session(address.options, settings: settings)
        session = opened
        return opened
    }

    private func forgetIfCut(_ error: any Error) {
        if (error as? ServerFailure)?.isCut == true || session?.isCut == true { session = nil }
    }
}

/// A transaction of which nobody can say whether the server stored it.
struct UnknownOutcome: Error, Equatable {
    /// What cut the connection.
    let failure: ServerFailure
}
