import Domain
import FoundationEssentials
import History
import SQLiteHistory
import TestSupport
import Testing

@Suite struct BackupTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    @Test(arguments: [SQLiteHistory.Role.daemon, .reader])
    func `A copy holds what was committed, is whole, and replaces what was there`(role: SQLiteHistory.Role)
        async throws
    {
        let history = try await file.opened()
        try await history.commit(HistoryFile.commit([.sample(1)]))
        let copy = try file.folder.file("copy.db", Array("something else".utf8))
        let source = role == .daemon ? history : try SQLiteHistory.open(file.path, as: .reader)
        try source.backUp(to: copy)
        try await history.commit(HistoryFile.commit([.sample(2)]))
        let restored = try SQLiteHistory.open(copy, as: .reader)
        #expect(try await restored.counts().items == 1)
        #expect(try await restored.integrityProblems().isEmpty)
        #expect(throws: HistoryError.self) { try source.backUp(to: "/nowhere/copy.db") }
        let files = try FileManager.default.contentsOfDirectory(atPath: file.folder.path)
        #expect(files.filter { $0.hasPrefix("copy") } == ["copy.db"])
    }
}
