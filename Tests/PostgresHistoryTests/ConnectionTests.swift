import Domain
import Foundation
import History
import PostgresServer
import Testing

@testable import PostgresHistory

@Suite(.enabled(if: PostgresServer.missing == nil, "PostgreSQL 15 is not installed"))
struct ConnectionTests {
    /// A new database with a table of numbers, and a connection to it.
    private static func scene(
        _ settings: [String] = []
    ) async throws -> (connection: Connection, address: Address) {
        let address = try Address(try await PostgresServer.shared.value.emptyDatabase(), mustWrite: true)
        let connection = Connection(to: address, settings: settings, patience: .seconds(10))
        try await connection.run { try $0.script("CREATE TABLE number (n bigint PRIMARY KEY)") }
        return (connection, address)
    }

    private static func numbers(_ connection: Connection) async throws -> [Int] {
        try await connection.read { try $0.values("SELECT n FROM number ORDER BY n", []) }
    }

    /// Ends the server's side of a connection.
    private static func cut(_ process: Int, of address: Address) async throws {
        let other = Connection(to: address, settings: [])
        _ = try await other.run {
            try $0.rows("SELECT pg_terminate_backend($1::integer, 5000)::text AS ended", [process])
        }
    }

    @Test func `What is given to a statement comes back as it was`() async throws {
        let (connection, _) = try await Self.scene()
        let time = Instant(milliseconds: 1_795_426_200_123)
        let bytes = Data([0, 1, 127, 128, 255])
        let texts = ["a \"quoted\" \\ one", "", "{}", "Gewinn über Plan, 净利润 🙂"]
        try await connection.read { session in
            let row = try #require(
                try session.row(
                    """
                    SELECT $1::text AS text, $2::bigint AS whole, $3::double precision AS real, $4::boolean AS truth,
                        $5::timestamptz AS time, $6::bytea AS bytes, $7::text AS nothing, $8::text[] AS texts,
                        $9::real AS small
                    """, ["it's", Int64.min, 0.1, true, time, bytes, nil, texts, Float(0.3)]))
            #expect(try row["text"] == "it's")
            #expect(try row["whole"] == Int64.min)
            #expect(try row["real"] == 0.1)
            #expect(try row["truth"] == true)
            #expect(try row["time"] == time)
            #expect(try row["bytes"] == bytes)
            #expect(try row["nothing"] == nil as String?)
            #expect(try row["small"] == Float(0.3))
            #expect(
                try session.values("SELECT unnest($1::text[]) AS text", [texts]) as [String] == texts)
        }
    }

    @Test func `A column that is not there or is something else is named`() async throws {
        let (connection, _) = try await Self.scene()
        await #expect(
            throws: ServerFailure(code: "", message: "column m is not in the answer", isCut: false)
        ) { try await connection.read { try $0.row("SELECT 1 AS n", []).map { try $0["m"] as Int } } }
        await #expect(throws: ServerFailure(code: "", message: "column n is NULL", isCut: false)) {
            try await connection.read { try $0.row("SELECT NULL AS n", []).map { try $0["n"] as Int } }
        }
        await #expect(
            throws: ServerFailure(code: "", message: "column n is not Int: \"one\"", isCut: false)
        ) { try await connection.read { try $0.row("SELECT 'one' AS n", []).map { try $0["n"] as Int } } }
    }

    @Test func `A transaction with a mistake leaves nothing and the connection as good as before`()
        async throws
    {
        let (connection, _) = try await Self.scene()
        await #expect(throws: ServerFailure.self) {
            try await connection.write(epoch: nil) { session in
                try session.execute("INSERT INTO number VALUES (1)", [])
                try session.execute("INSERT INTO number VALUES (1)", [])
                try session.execute("INSERT INTO number VALUES (2)", [])
            }
        }
        #expect(try await Self.numbers(connection) == [])
        try await connection.write(epoch: nil) { try $0.execute("INSERT INTO number VALUES (3)", []) }
        #expect(try await Self.numbers(connection) == [3])
    }

    @Test func `Thousands of statements go in one transaction`() async throws {
        let (connection, _) = try await Self.scene()
        try await connection.write(epoch: nil) { session in
            for number in 0..<3000 { try session.execute("INSERT INTO number VALUES ($1)", [number]) }
        }
        #expect(try await Self.numbers(connection).count == 3000)
    }

    @Test func `An idle connection that was cut is made again`() async throws {
        let (connection, address) = try await Self.scene()
        try await Self.cut(try #require(await connection.serverProcess), of: address)
        #expect(try await Self.numbers(connection) == [])
        try await Self.cut(try #require(await connection.serverProcess), of: address)
        try await connection.write(epoch: nil) { try $0.execute("INSERT INTO number VALUES (1)", []) }
        #expect(try await Self.numbers(connection) == [1])
    }
}
