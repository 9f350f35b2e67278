import Domain
import FoundationEssentials
import GRDB
import Glibc
import History
import SQLiteHistory
import TestSupport
import Testing

@Suite struct BackupTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    /// The bytes of all files beside the history, by name; in the index of a log readers leave their marks.
    private func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: file.folder.path)
        where !name.hasSuffix("-shm") {
            files[name] = FileManager.default.contents(atPath: "\(file.folder.path)/\(name)")
        }
        return files
    }

    @Test(arguments: [SQLiteHistory.Role.daemon, .reader])
    func `A copy holds what was committed, is whole, and replaces an earlier one`(role: SQLiteHistory.Role)
        async throws
    {
        let history = try await file.opened()
        let copy = "\(file.folder.path)/copy.db"
        let source = role == .daemon ? history : try SQLiteHistory.open(file.path, as: .reader)
        try source.backUp(to: copy)
        try await history.commit(HistoryFile.commit([.sample(1)]))
        try source.backUp(to: copy)
        try await history.commit(HistoryFile.commit([.sample(2)]))
        let restored = try SQLiteHistory.open(copy, as: .reader)
        #expect(try await restored.counts().items == 1)
        #expect(try await restored.integrityProblems().isEmpty)
        #expect(throws: HistoryError.self) { try source.backUp(to: "/nowhere/copy.db") }
        #expect(try files().keys.filter { $0.hasPrefix("copy") } == ["copy.db"])
    }

    @Test func `What is left of a copy that was killed does not matter`() async throws {
        let history = try await file.opened()
        _ = try file.folder.file("copy.db.bellwether-partial", [UInt8](repeating: 7, count: 9000))
        try history.backUp(to: "\(file.folder.path)/copy.db")
        #expect(try files().keys.filter { $0.hasPrefix("copy") } == ["copy.db"])
        #expect(try await SQLiteHistory.open("\(file.folder.path)/copy.db", as: .reader).counts().items == 0)
    }

    @Test func `The database itself is never written over, by whatever name`() async throws {
        let history = try await file.opened()
        try await history.commit(HistoryFile.commit([.sample(1)]))
        let folder = file.folder.path
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: "\(folder)/symbolic.db", withDestinationPath: file.path)
        try manager.linkItem(atPath: file.path, toPath: "\(folder)/hard.db")
        try manager.createDirectory(atPath: "\(folder)/sub", withIntermediateDirectories: false)
        try manager.createSymbolicLink(atPath: "\(folder)/again", withDestinationPath: folder)
        try manager.createSymbolicLink(
            atPath: "\(folder)/log", withDestinationPath: "\(file.path)-wal")
        let before = try files()
        let readers = [history, try SQLiteHistory.open("\(folder)/symbolic.db", as: .reader)]
        for target in [
            "history.db", "symbolic.db", "hard.db", "sub/../history.db", "./history.db", "again/history.db",
            "history.db-wal", "history.db-shm", "history.db-journal", "again/history.db-wal", "log",
        ] {
            for reader in readers {
                let error = #expect(throws: HistoryError.self, "\(target)") {
                    try reader.backUp(to: "\(folder)/\(target)")
                }
                guard case .misplaced = error else {
                    Issue.record("\(target): \(String(describing: error))")
                    continue
                }
            }
        }
        #expect(try files() == before)
        #expect(try await history.counts().items == 1)
    }

    @Test func `What is no history stays, and so does a history in use`() async throws {
        let history = try await file.opened()
        let folder = file.folder.path
        let notes = try file.folder.file("notes.txt", Array("mine".utf8))
        let other = "\(folder)/other.db"
        try await DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        let live = "\(folder)/live.db"
        let daemon = try SQLiteHistory.open(live, as: .daemon)
        try FileManager.default.createDirectory(
            atPath: "\(folder)/sub", withIntermediateDirectories: false)
        let before = try files()
        for target in [notes, other, live, "\(folder)/sub"] {
            let error = #expect(throws: HistoryError.self, "\(target)") { try history.backUp(to: target) }
            guard case .misplaced(target, _) = error else {
                Issue.record("\(target): \(String(describing: error))")
                continue
            }
        }
        #expect(try files() == before)
        #expect(try await daemon.counts().items == 0)
        let empty = try file.folder.file("empty.db", [])
        try history.backUp(to: empty)
        #expect(try await SQLiteHistory.open(empty, as: .reader).counts().items == 0)
    }
}
