import Domain
import Foundation
import History
import Logging
import PostgresServer
import TestSupport
import Testing

@testable import PostgresHistory

@Suite(.enabled(if: PostgresServer.missing == nil, "PostgreSQL 15 is not installed"))
struct LeaseTests {
    private let logger = Logger(label: "test")

    /// A new database with its daemon.
    private func daemon() async throws -> (history: PostgresHistory, address: String) {
        let address = try await PostgresServer.shared.value.database()
        return (try await PostgresHistory.open(address, as: .daemon), address)
    }

    /// Tries to become the daemon as another process would.
    private func rival(_ address: String) async throws -> Lease {
        let address = try Address(address, mustWrite: true)
        return try await Lease.take(
            address, by: Connection(to: address, settings: []), isShared: false, logger: logger)
    }

    private func run(_ sql: String, in address: String) async throws {
        try await Connection(to: try Address(address, mustWrite: true), settings: []).run {
            try $0.script(sql)
        }
    }

    @Test func `A database has one daemon, which is named`() async throws {
        let (history, address) = try await daemon()
        let holder = try #require(try await PostgresHistory.daemon(of: address))
        #expect(holder.hasPrefix("process \(getpid()) on "))
        await #expect(throws: HistoryError.inUse(path: history.path, by: holder)) {
            try await self.rival(address)
        }
        #expect(try await history.counts() == (0, 0, 0))
    }

    @Test func `A daemon that opens its database again shares it, and the last one frees it`() async throws {
        var (first, address): (PostgresHistory?, String) = try await daemon()
        var second: PostgresHistory? = try await PostgresHistory.open(address, as: .daemon)
        try await first?.commit(Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) })
        first = nil
        try await second?.commit(Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) })
        #expect(try await PostgresHistory.daemon(of: address) != nil)
        second = nil
        while try await PostgresHistory.daemon(of: address) != nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await rival(address).epoch == 2)
        withExtendedLifetime((first, second)) {}
    }

    @Test func `A daemon that has not said in time that it lives is replaced`() async throws {
        let address = try await PostgresServer.shared.value.database()
        try await run(
            """
            UPDATE daemon SET epoch = 7, token = 'other', owner = 'process 1 on other',
                server_process = pg_backend_pid(), until = clock_timestamp() - interval '1 ms'
            """, in: address)
        #expect(try await PostgresHistory.daemon(of: address) == nil)
        #expect(try await rival(address).epoch == 8)
    }

    @Test func `A daemon that was replaced stores nothing more and says so`() async throws {
        let (history, address) = try await daemon()
        try await run(
            "UPDATE daemon SET epoch = epoch + 1, token = 'other', owner = 'process 1 on other'", in: address)
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.states = [DetectorState(name: "market", json: "{}")]
        commit.notices = [.sample("a1")]
        await #expect(throws: HistoryError.takenOver(path: history.path)) { try await history.commit(commit) }
        #expect(try await history.detectorStates().isEmpty)
        #expect(try await history.counts() == (0, 0, 0))
    }

    @Test func `Who takes over waits for a transaction under way, and it counts`() async throws {
        let (history, address) = try await daemon()
        let database = try Address(address, mustWrite: true)
        try await history.write { session in
            try session.changes("INSERT INTO detector_state VALUES ('market', '{}')", [])
            // As a successor would, without waiting.
            let other = try Session(database.options, settings: ["SET lock_timeout = '100ms'"])
            #expect(throws: ServerFailure.self) {
                try other.changes("UPDATE daemon SET epoch = epoch + 1", [])
            }
        }
        #expect(try await history.detectorStates().count == 1)
    }
}
