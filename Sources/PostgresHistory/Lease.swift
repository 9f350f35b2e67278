import Domain
import Glibc
import History
import Logging
import Synchronization

/// Says that this process is the one daemon of a database, and keeps saying so; ends with its last holder or
/// the process.
///
/// The row `daemon` has an epoch that rises with each new daemon, and the time until which the present one
/// need not be asked. Only the server's clock counts. Each transaction of a daemon checks its epoch (`fence`
/// in daemon.sql), so that one that was frozen while another took over can store nothing any more.
///
/// A process that opens its database again, as it does to reload its configuration, shares the lease.
final class Lease: Sendable {
    /// How long a daemon that says nothing keeps the database.
    private static let duration = 20
    /// How often it says that it is alive.
    private static let renewal: Duration = .seconds(5)
    /// A daemon whose connection has ended is gone if it has not come back for this long, in seconds.
    private static let absence = 6
    /// How long a daemon waits for one that seems to be gone.
    private static let patience: Duration = .seconds(8)
    private static let pause: Duration = .milliseconds(250)

    private static let held = Mutex<[String: (holding: Holding, holders: Int)]>([:])

    /// What each transaction of this daemon is checked against.
    let epoch: Int64
    private let token: String

    /// One lease of this process, whoever shares it.
    private struct Holding: Sendable {
        let epoch: Int64
        let connection: Connection
        let renewing: Task<Void, Never>
    }

    private init(token: String, epoch: Int64) { (self.token, self.epoch) = (token, epoch) }

    deinit {
        let last = Self.held.withLock { held -> Holding? in
            held[token]?.holders -= 1
            guard held[token]?.holders == 0 else { return nil }
            return held.removeValue(forKey: token)?.holding
        }
        guard let last else { return }
        last.renewing.cancel()
        Task { try? await last.connection.run { try Self.release(last.epoch, $0) } }
    }

    /// Becomes the daemon.
    ///
    /// - Parameter isShared: Whether another lease of this process will do.
    /// - Throws: `HistoryError.inUse` where another process is the daemon, `ServerFailure`.
    static func take(
        _ address: Address, by connection: Connection, isShared: Bool = true, logger: Logger
    ) async throws -> Lease {
        let token = "\(UInt64.random(in: .min ... .max))"
        let clock = ContinuousClock()
        let end = clock.now + patience
        while true {
            let found = try await connection.run { try taken($0, token: token) }
            switch found {
            case .mine(let epoch): return try await hold(address, token, epoch, logger)
            case .others(let other, let owner, let isGone):
                if isShared, let lease = share(other) { return lease }
                guard isGone, clock.now < end else {
                    throw HistoryError.inUse(path: address.place, by: owner)
                }
            }
            try await Task.sleep(for: pause)
        }
    }

    /// Who is the daemon, in words; nil where nobody is.
    static func holder(_ session: Session) throws -> String? {
        // One whose connection has ended is taken for gone before others may replace it.
        try session.value(
            """
            SELECT owner FROM daemon WHERE until > clock_timestamp()
                AND EXISTS (SELECT FROM pg_stat_activity WHERE pid = server_process)
            """, [])
    }

    private enum Finding: Sendable {
        case mine(Int64)
        case others(token: String, owner: String, isGone: Bool)
    }

    /// Takes the row if it is nobody's any more.
    private static func taken(_ session: Session, token: String) throws -> Finding {
        let gone = "NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = server_process)"
        let epoch: Int64? = try session.value(
            """
            UPDATE daemon SET epoch = epoch + 1, token = $1, owner = $2, server_process = pg_backend_pid(),
                until = clock_timestamp() + interval '\(duration) s'
            WHERE until < clock_timestamp()
                OR \(gone) AND until < clock_timestamp() + interval '\(duration - absence) s'
            RETURNING epoch
            """, [token, Self.owner])
        if let epoch { return .mine(epoch) }
        guard let row = try session.row("SELECT token, owner, \(gone) AS gone FROM daemon", []) else {
            throw ServerFailure(code: "", message: "the table daemon has lost its row", isCut: false)
        }
        return .others(token: try row["token"], owner: try row["owner"], isGone: try row["gone"])
    }

    private static func release(_ epoch: Int64, _ session: Session) throws {
        try session.changes("UPDATE daemon SET until = '-infinity' WHERE epoch = $1", [epoch])
    }

    /// This process in words, for whoever finds its database in use.
    private static var owner: String {
        var name = [CChar](repeating: 0, count: 256)
        // The buffer is alive for the call, and keeps a last NUL.
        unsafe _ = gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "process \(getpid()) on \(host)"
    }

    private static func share(_ token: String) -> Lease? {
        held.withLock { held in
            guard let found = held[token] else { return nil }
            held[token]?.holders += 1
            return Lease(token: token, epoch: found.holding.epoch)
        }
    }

    /// Keeps the row by a connection of the lease's own, whose end says that the process has ended.
    private static func hold(
        _ address: Address, _ token: String, _ epoch: Int64, _ logger: Logger
    ) async throws -> Lease {
        let connection = Connection(
            to: address, settings: ["SET lock_timeout = '10s'"], patience: renewal)
        _ = try await connection.run { try renew(epoch, $0) }
        let renewing = Task { await renew(epoch, by: connection, logger) }
        let holding = Holding(epoch: epoch, connection: connection, renewing: renewing)
        held.withLock { $0[token] = (holding, 1) }
        return Lease(token: token, epoch: epoch)
    }

    /// Says that the daemon is alive, until it is told to stop or another has taken over.
    private static func renew(_ epoch: Int64, by connection: Connection, _ logger: Logger) async {
        while (try? await Task.sleep(for: renewal)) != nil {
            do {
                let isMine = try await connection.run { try renew(epoch, $0) }
                guard isMine else {
                    logger.error("Another daemon has taken over the database")
                    return
                }
            } catch {
                logger.warning(
                    "Could not renew the lease of the database", metadata: ["reason": "\(error)"])
            }
        }
    }

    /// Says that the daemon of an epoch is alive; false where another has taken over.
    private static func renew(_ epoch: Int64, _ session: Session) throws -> Bool {
        try session.changes(
            """
            UPDATE daemon SET until = clock_timestamp() + interval '\(duration) s',
                server_process = pg_backend_pid() WHERE epoch = $1
            """, [epoch]) > 0
    }
}
