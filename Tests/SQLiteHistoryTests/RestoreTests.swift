import Domain
import FoundationEssentials
import GRDB
import History
import SQLiteHistory
import TestSupport
import Testing

@Suite struct RestoreTests {
    private static let time = Instant(seconds: 1_795_426_200)
    let file: HistoryFile
    let backup: String

    init() throws {
        file = try HistoryFile()
        backup = "\(file.folder.path)/backup"
    }

    /// A history of two items, and a backup from before the second.
    private func scene() async throws {
        let history = try await file.opened()
        try await history.commit(HistoryFile.commit([.sample(1)]))
        try history.backUp(to: backup)
        try await history.commit(HistoryFile.commit([.sample(2)]))
    }

    private func names() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: file.folder.path))
    }

    private func titles(_ path: String) throws -> [String] {
        try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT title FROM item ORDER BY id")
        }
    }

    @Test func `The backup takes the place of the history, which is moved aside whole`() async throws {
        try await scene()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        let bytes = try Data(contentsOf: URL(filePath: backup))
        let aside = try #require(try SQLiteHistory.restore(backup, to: file.path, at: Self.time))
        #expect(aside == "\(file.folder.path)/history.db.before-20261123T093000Z")
        #expect(try titles(file.path) == ["Story 1"])
        #expect(try titles(aside) == ["Story 1", "Story 2"])
        #expect(try Data(contentsOf: URL(filePath: backup)) == bytes)
        #expect(try names() == ["history.db", "history.db.before-20261123T093000Z", "backup"])
        let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        #expect(rights as? Int == 0o600)
        let again = try SQLiteHistory.restore(backup, to: file.path, at: Self.time)
        #expect(again == "\(aside)-2")
        #expect(try titles(aside) == ["Story 1", "Story 2"])
        #expect(try await SQLiteHistory.open(file.path, as: .daemon).counts().items == 1)
    }

    @Test func `What only the log of a killed daemon holds is kept, and never gets into the backup`()
        async throws
    {
        try await scene()
        let killed = "\(file.folder.path)/killed.db"
        let history = try SQLiteHistory.open(file.path, as: .daemon)
        try await history.commit(HistoryFile.commit([.sample(3)]))
        for end in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: file.path + end, toPath: killed + end)
        }
        let aside = try #require(try SQLiteHistory.restore(backup, to: killed, at: Self.time))
        #expect(try titles(killed) == ["Story 1"])
        #expect(try titles(aside) == ["Story 1", "Story 2", "Story 3"])
        withExtendedLifetime(history) {}
    }

    @Test func `A damaged history is moved aside with its log, byte for byte`() async throws {
        try await scene()
        var bytes = try Data(contentsOf: URL(filePath: file.path))
        bytes.replaceSubrange(0..<4096, with: [UInt8](repeating: 0x5A, count: 4096))
        try bytes.write(to: URL(filePath: file.path))
        let log = try file.folder.file("history.db-wal", Array("the last commits".utf8))
        let aside = try #require(try SQLiteHistory.restore(backup, to: file.path, at: Self.time))
        #expect(try titles(file.path) == ["Story 1"])
        #expect(try Data(contentsOf: URL(filePath: aside)) == bytes)
        #expect(FileManager.default.contents(atPath: aside + "-wal") == Data("the last commits".utf8))
        #expect(!FileManager.default.fileExists(atPath: log))
    }

    @Test func `A backup is restored where there was no history, also one of an older version`() async throws
    {
        let old = try DatabaseQueue(path: backup)
        try await old.write { db in
            try db.execute(sql: try Fixtures.text("schema/2.sql"))
            try db.execute(sql: "PRAGMA application_id = \(0x424C_5754)")
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        try old.close()
        #expect(try SQLiteHistory.restore(backup, to: file.path, at: Self.time) == nil)
        #expect(try file.rows("PRAGMA user_version") == [["2"]])
        #expect(try names() == ["history.db", "backup"])
        #expect(try await SQLiteHistory.open(file.path, as: .daemon).integrityProblems().isEmpty)
    }

    @Test(arguments: ["text", "damaged", "other", "newer", "empty", "itself"])
    func `What is no good backup is refused, and nothing is touched`(kind: String) async throws {
        try await scene()
        var (path, expected) = (backup, "is damaged")
        switch kind {
        case "text": try Data("mine".utf8).write(to: URL(filePath: backup))
        case "damaged":
            var bytes = try Data(contentsOf: URL(filePath: backup))
            for page in 2..<bytes.count / 4096 {
                bytes.replaceSubrange(
                    page * 4096 + 8..<page * 4096 + 64, with: [UInt8](repeating: 0xA5, count: 56))
            }
            try bytes.write(to: URL(filePath: backup))
        case "other":
            path = "\(file.folder.path)/other.db"
            try await DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
            expected = "not one of bellwether's"
        case "newer":
            try await DatabaseQueue(path: backup).write { try $0.execute(sql: "PRAGMA user_version = 99") }
            expected = "Update bellwether"
        case "empty":
            try Data().write(to: URL(filePath: backup))
            expected = "not one of bellwether's"
        default: (path, expected) = (file.path, "belongs to the database")
        }
        let (before, names) = (try Data(contentsOf: URL(filePath: file.path)), try names())
        let error = #expect(throws: HistoryError.self) {
            try SQLiteHistory.restore(path, to: file.path, at: Self.time)
        }
        #expect(String(describing: error).contains(expected), "\(String(describing: error))")
        #expect(try Data(contentsOf: URL(filePath: file.path)) == before)
        #expect(try self.names().subtracting(names).isEmpty)
        #expect(try titles(file.path) == ["Story 1", "Story 2"])
    }

    @Test func `A history that another program has open stays where it is`() async throws {
        try await scene()
        let reader = try SQLiteHistory.open(file.path, as: .reader)
        #expect(try await reader.counts().items == 2)
        #expect(throws: HistoryError.inUse(path: file.path, by: "a program that reads or writes it")) {
            try SQLiteHistory.restore(backup, to: file.path, at: Self.time)
        }
        #expect(try await reader.counts().items == 2)
        withExtendedLifetime(reader) {}
    }

    @Test func `A file of another program is not replaced`() async throws {
        try await scene()
        let other = "\(file.folder.path)/other.db"
        try await DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        #expect(throws: HistoryError.notOurs(path: other)) {
            try SQLiteHistory.restore(backup, to: other, at: Self.time)
        }
    }
}
