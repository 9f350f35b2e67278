import Domain
import Foundation
import History
import PostgresServer
import Testing

@testable import PostgresHistory

@Suite(.enabled(if: PostgresServer.missing == nil, "PostgreSQL 15 is not installed"))
struct OpeningTests {
    /// What opening an address says is wrong.
    private static func refusal(
        of address: String, as role: PostgresHistory.Role = .daemon
    ) async -> String? {
        do {
            _ = try await PostgresHistory.open(address, as: role)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private static func run(_ sql: String, in address: String) async throws {
        let connection = Connection(to: try Address(address, mustWrite: true), settings: [])
        try await connection.run { try $0.script(sql) }
    }

    @Test func `An address is shown without its password and read with all hosts`() throws {
        let address = try Address(
            "postgres://me:secret@one,two:6000/news?target_session_attrs=any&password=other", mustWrite: true)
        #expect(address.place == "postgres://me@one,two:6000/news")
        #expect(address.options.contains { $0 == ("password", "other") })
        #expect(address.options.filter { $0.name == "target_session_attrs" }.map(\.value) == ["any"])
        let standing = try Address("postgresql://one/news", mustWrite: true)
        #expect(
            standing.options.filter { $0.name == "target_session_attrs" }.map(\.value) == ["read-write"])
    }

    @Test(arguments: [
        "postgres://me:secret@host/%zz", "postgres://me:secret@host/news?unheard=of",
        "postgres://me:secret@[::1/news", "postgres://host/news?password=secret&x",
    ])
    func `An address that cannot be read is refused without its password`(_ text: String) {
        let error = #expect(throws: HistoryError.self) { try Address(text, mustWrite: true) }
        let sentence = error.map { "\($0)" } ?? ""
        #expect(sentence.contains("the address cannot be read. Write it as postgres://user@host/database"))
        #expect(!sentence.contains("secret"), "\(sentence)")
    }

    @Test func `A server that is not there is named`() async {
        let sentence = await Self.refusal(of: "postgres:///news?host=/nowhere&user=me&password=secret")
        #expect(
            sentence
                == "cannot open the database postgres://me@/nowhere/news: connection to server on socket \"/nowhere/.s.PGSQL.5432\" failed: No such file or directory; \tIs the server running locally and accepting connections on that socket?"
        )
    }

    @Test func `A database that is not there is named`() async throws {
        let server = try await PostgresServer.shared.value
        let sentence = await Self.refusal(of: server.address("none"))
        #expect(
            sentence?.hasSuffix(
                "FATAL:  database \"none\" does not exist. Create it with createuser and createdb") == true,
            "\(sentence ?? "")")
    }

    @Test func `A wrong password is said and not shown`() async throws {
        let server = try await PostgresServer.shared.value
        try await server.administer(
            "DO $$ BEGIN CREATE ROLE guarded LOGIN PASSWORD 'right'; EXCEPTION WHEN duplicate_object THEN END $$"
        )
        let address = try await server.emptyDatabase().replacing("user=bellwether", with: "user=guarded")
        let sentence = await Self.refusal(of: address + "&password=wrong", as: .reader)
        #expect(
            sentence?.hasSuffix(
                "password authentication failed for user \"guarded\". Put the password into PGPASSWORD or ~/.pgpass"
            ) == true, "\(sentence ?? "")")
        #expect(sentence?.contains("wrong") == false)
        #expect(
            await Self.refusal(of: address + "&password=right", as: .reader)?.hasPrefix(
                "there is no database") == true)
    }

    @Test func `The tables of another program stay as they are`() async throws {
        let address = try await PostgresServer.shared.value.emptyDatabase()
        try await Self.run("CREATE TABLE invoice (id integer)", in: address)
        let sentence = await Self.refusal(of: address)
        #expect(
            sentence?.hasSuffix(
                "it holds the tables of another program. Name an empty database; `createdb` makes one")
                == true, "\(sentence ?? "")")
        let tables: Int? = try await Connection(
            to: try Address(address, mustWrite: true), settings: []
        ).read { try $0.value("SELECT count(*) FROM pg_class WHERE relname = 'item'", []) }
        #expect(tables == 0)
    }

    @Test func `A newer schema is refused by all roles`() async throws {
        let address = try await PostgresServer.shared.value.database()
        try await Self.run("UPDATE bellwether SET schema_version = 99", in: address)
        for role in [PostgresHistory.Role.daemon, .writer, .reader] {
            let sentence = await Self.refusal(of: address, as: role)
            #expect(
                sentence?.hasSuffix(
                    "has schema 99, and this bellwether knows only up to \(Schema.version). Update bellwether, or name another database"
                ) == true, "\(sentence ?? "")")
        }
    }

    @Test func `A reader changes nothing`() async throws {
        let address = try await PostgresServer.shared.value.database()
        let history = try await PostgresHistory.open(address, as: .reader)
        await #expect(throws: HistoryError.readOnly(path: history.path)) {
            _ = try await history.retryDeliveries()
        }
        #expect(try await history.counts() == (0, 0, 0))
    }

    @Test func `A question that takes too long ends, and the next one is answered`() async throws {
        let address = try await PostgresServer.shared.value.database()
        let history = try await PostgresHistory.open(address, as: .reader, timeLimit: .milliseconds(200))
        await #expect(throws: HistoryError.tooSlow(path: history.path, limit: .milliseconds(200))) {
            try await history.read { _ = try $0.rows("SELECT pg_sleep(60)", []) }
        }
        #expect(try await history.counts() == (0, 0, 0))
    }

    @Test func `More questions than connections are all answered`() async throws {
        let address = try await PostgresServer.shared.value.database()
        let history = try await PostgresHistory.open(address, as: .reader)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 { group.addTask { try await history.counts().items } }
            for try await items in group { #expect(items == 0) }
        }
    }
}
