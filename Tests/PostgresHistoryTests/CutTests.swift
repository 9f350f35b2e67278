import Domain
import Foundation
import History
import PostgresServer
import Synchronization
import Testing

@testable import PostgresHistory

/// A connection that is cut, in each state that it can be in.
@Suite(.enabled(if: PostgresServer.missing == nil, "PostgreSQL 15 is not installed"))
struct CutTests {
    /// A table of numbers, and a connection to its database.
    private struct Scene {
        let address: Address
        let connection: Connection

        init(_ server: PostgresServer, patience: Duration = .seconds(20)) async throws {
            address = try Address(try await server.emptyDatabase(), mustWrite: true)
            connection = Connection(to: address, settings: [], patience: patience)
            try await connection.run { try $0.script("CREATE TABLE number (n bigint PRIMARY KEY)") }
        }

        func numbers() async throws -> [Int] {
            try await connection.read { try $0.values("SELECT n FROM number ORDER BY n", []) }
        }

        /// Ends the server's side of a connection, and returns when it has ended.
        func cut(_ process: Int?) throws {
            let other = try Session(address.options, settings: [])
            _ = try other.rows("SELECT pg_terminate_backend($1::integer, 5000)", [process])
        }

        /// Has commits wait for a standby that is not there, once they are stored.
        func letCommitsWait(on server: PostgresServer) async throws {
            try await server.administer("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
            // From the start: a reload reaches the processes of the server one after the other.
            try await server.restart()
            // The connection is made again here rather than in the test.
            _ = try await numbers()
        }

        /// Waits until a process of the server waits for something of this name.
        func waits(for event: String) async throws -> Int {
            let other = Connection(to: address, settings: [])
            while true {
                let process: Int? = try await other.run {
                    try $0.value(
                        """
                        SELECT pid FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event = $1 AND pid <> pg_backend_pid()
                        """, [event])
                }
                if let process { return process }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    @Test func `A question whose connection is cut is asked again`() async throws {
        let scene = try await Scene(try await PostgresServer.shared.value)
        let tries = Mutex(0)
        let answer: Int? = try await scene.connection.read { session in
            _ = try session.rows("SELECT 1 AS one", [])
            let number = tries.withLock { tries -> Int in
                tries += 1
                return tries
            }
            if number == 1 { try scene.cut(session.serverProcess) }
            return try session.value("SELECT 2 AS two", [])
        }
        #expect(answer == 2)
        #expect(tries.withLock(\.self) == 2)
    }

    @Test func `A transaction whose connection is cut before its end is done again, and counts once`()
        async throws
    {
        let scene = try await Scene(try await PostgresServer.shared.value)
        let tries = Mutex(0)
        try await scene.connection.write(epoch: nil) { session in
            try session.changes("INSERT INTO number VALUES (1)", [])
            let number = tries.withLock { tries -> Int in
                tries += 1
                return tries
            }
            if number == 1 { try scene.cut(session.serverProcess) }
            try session.execute("INSERT INTO number VALUES (2)", [])
        }
        #expect(tries.withLock(\.self) == 2)
        #expect(try await scene.numbers() == [1, 2])
    }

    @Test func `A transaction that a cut undoes while it is being committed is done again`() async throws {
        let scene = try await Scene(try await PostgresServer.shared.value)
        // The first commit sleeps: sequences count on whatever is undone.
        try await scene.connection.run {
            try $0.script(
                """
                CREATE SEQUENCE tries;
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('tries') = 1 THEN PERFORM pg_sleep(60); END IF;
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON number DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION dawdle();
                """)
        }
        async let stored: Void = scene.connection.write(epoch: nil) {
            try $0.execute("INSERT INTO number VALUES (1)", [])
        }
        try scene.cut(try await scene.waits(for: "PgSleep"))
        try await stored
        #expect(try await scene.numbers() == [1])
        let tries: Int? = try await scene.connection.read {
            try $0.value("SELECT last_value FROM tries", [])
        }
        #expect(tries == 2)
    }

    @Test func `A transaction that was committed when its connection was cut is not done again`() async throws
    {
        let server = try await PostgresServer()
        let scene = try await Scene(server)
        try await scene.letCommitsWait(on: server)
        let tries = Mutex(0)
        async let stored: Int = scene.connection.write(epoch: nil) { session in
            try session.execute("INSERT INTO number VALUES (1)", [])
            return tries.withLock { tries -> Int in
                tries += 1
                return tries
            }
        }
        try scene.cut(try await scene.waits(for: "SyncRep"))
        #expect(try await stored == 1)
        #expect(tries.withLock(\.self) == 1)
        #expect(try await scene.numbers() == [1])
    }

    @Test func `Where the server does not come back, nobody says that nothing was stored`() async throws {
        let server = try await PostgresServer()
        let scene = try await Scene(server, patience: .milliseconds(300))
        try await scene.letCommitsWait(on: server)
        let stored = Task {
            try await scene.connection.write(epoch: nil) {
                try $0.execute("INSERT INTO number VALUES (1)", [])
            }
        }
        _ = try await scene.waits(for: "SyncRep")
        try await server.stop()
        await #expect(throws: UnknownOutcome.self) { try await stored.value }
        try await server.start()
        #expect(try await scene.numbers() == [1])
    }

    @Test func `A restart of the server is waited for`() async throws {
        let server = try await PostgresServer()
        let scene = try await Scene(server)
        #expect(try await scene.numbers() == [])
        try await server.stop()
        async let stored: Void = scene.connection.write(epoch: nil) {
            try $0.execute("INSERT INTO number VALUES (1)", [])
        }
        try await server.start()
        try await stored
        #expect(try await scene.numbers() == [1])
        try await server.restart()
        #expect(try await scene.numbers() == [1])
    }
}
