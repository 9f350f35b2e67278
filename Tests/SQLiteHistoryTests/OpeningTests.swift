import Domain
import FoundationEssentials
import GRDB
import History
import SQLiteHistory
import TestSupport
import Testing

@Suite struct OpeningTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    @Test(arguments: [SQLiteHistory.Role.daemon, .writer, .reader])
    func `A newer schema is refused in words`(role: SQLiteHistory.Role) async throws {
        do { _ = try await file.opened() }
        try await file.execute("PRAGMA user_version = 99")
        #expect(throws: HistoryError.newerSchema(path: file.path, version: 99, supported: 5)) {
            try SQLiteHistory.open(file.path, as: role)
        }
    }

    @Test(arguments: [SQLiteHistory.Role.daemon, .writer, .reader])
    func `A database of another program is left alone`(role: SQLiteHistory.Role) async throws {
        try await file.execute("CREATE TABLE theirs (x)")
        let before = try Data(contentsOf: URL(filePath: file.path))
        #expect(throws: HistoryError.notOurs(path: file.path)) {
            try SQLiteHistory.open(file.path, as: role)
        }
        #expect(try Data(contentsOf: URL(filePath: file.path)) == before)
        #expect(try file.rows("SELECT name FROM sqlite_master") == [["theirs"]])
    }

    @Test(arguments: [SQLiteHistory.Role.daemon, .writer, .reader])
    func `A short text is refused and left as it is`(role: SQLiteHistory.Role) throws {
        let bytes = Array("database: history.db\n".utf8)
        try Data(bytes).write(to: URL(filePath: file.path))
        #expect(throws: HistoryError.self) { try SQLiteHistory.open(file.path, as: role) }
        #expect(Array(try Data(contentsOf: URL(filePath: file.path))) == bytes)
    }

    @Test(arguments: [SQLiteHistory.Role.daemon, .writer, .reader])
    func `A file that is no database is refused in words`(role: SQLiteHistory.Role) throws {
        let bytes = (0..<8192).map { UInt8(truncatingIfNeeded: $0 * 31) }
        try Data(bytes).write(to: URL(filePath: file.path))
        #expect(throws: HistoryError.damaged(path: file.path, reason: "file is not a database")) {
            try SQLiteHistory.open(file.path, as: role)
        }
        #expect(Array(try Data(contentsOf: URL(filePath: file.path))) == bytes)
    }

    @Test func `A folder that is not there is told`() {
        #expect(throws: HistoryError.self) { try SQLiteHistory.open("/nowhere/history.db", as: .daemon) }
    }

    @Test(arguments: [SQLiteHistory.Role.writer, .reader])
    func `Only the daemon makes a file`(role: SQLiteHistory.Role) {
        #expect(throws: HistoryError.noDatabase(path: file.path)) {
            try SQLiteHistory.open(file.path, as: role)
        }
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test(arguments: [SQLiteHistory.Role.writer, .reader], [1, 2, 3, 4])
    func `Only the daemon changes a file of an older schema`(role: SQLiteHistory.Role, version: Int)
        async throws
    {
        let old = try DatabaseQueue(path: file.path)
        try await old.write { db in
            try db.execute(sql: try Fixtures.text("schema/\(version).sql"))
            try db.execute(sql: "PRAGMA application_id = \(0x424C_5754)")
            try db.execute(sql: "PRAGMA user_version = \(version)")
        }
        try old.close()
        let bytes = try Data(contentsOf: URL(filePath: file.path))
        let error = try #require(
            throws: HistoryError.olderSchema(path: file.path, version: version, supported: 5)
        ) {
            try SQLiteHistory.open(file.path, as: role)
        }
        #expect("\(error)".contains("`bellwether migrate`"))
        if role == .reader { #expect(try Data(contentsOf: URL(filePath: file.path)) == bytes) }
        #expect(try file.rows("PRAGMA user_version") == [["\(version)"]])
    }

    @Test func `What is opened for reading reads, also what is committed meanwhile, and refuses to write`()
        async throws
    {
        let daemon = try await file.opened()
        let reader = try SQLiteHistory.open(file.path, as: .reader)
        #expect(try await reader.counts().items == 0)
        try await daemon.commit(HistoryFile.commit([.sample(1)]))
        #expect(try await reader.counts().items == 1)
        await #expect(throws: HistoryError.readOnly(path: file.path)) {
            try await reader.commit(HistoryFile.commit([.sample(2)]))
        }
        #expect(try await reader.counts().items == 1)
    }

    @Test func `What is opened for writing adds to a file that is there`() async throws {
        let daemon = try await file.opened()
        try await daemon.commit(HistoryFile.commit(notices: [.sample("a1")]))
        let writer = try SQLiteHistory.open(file.path, as: .writer)
        try await writer.add(
            Feedback(kind: .acknowledged, by: "me", reason: nil, at: HistoryFile.now), toAlert: "a1")
        #expect(try await daemon.acknowledged(at: HistoryFile.now) == ["a1"])
    }
}
