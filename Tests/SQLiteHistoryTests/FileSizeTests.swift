import Domain
import FoundationEssentials
import GRDB
import History
import SQLiteHistory
import TestSupport
import Testing

@Suite struct FileSizeTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    @Test func `What is forgotten leaves no rows behind, and the file shrinks`() async throws {
        let history = try await file.opened()
        for number in 0..<3 {
            let numbers = (number * 900)..<((number + 1) * 900)
            try await history.commit(HistoryFile.commit(numbers.map { .sample($0, bands: [Int64($0)]) }))
        }
        let before = try await history.bytesInUse()
        let (retention, later) = (
            Retention(age: .seconds(30 * 86400)), HistoryFile.now + .seconds(31 * 86400)
        )
        while try await history.forget(retention, at: later) {}
        for table in ["item", "assessment", "mention", "title_band"] {
            #expect(try file.rows("SELECT count(*) FROM \(table)") == [["0"]], "\(table)")
        }
        #expect(try file.rows("SELECT count(*) FROM item_text WHERE item_text MATCH 'story'") == [["0"]])
        #expect(try await history.bytesInUse() < before / 2)
        for _ in 0..<10 { _ = try await history.forget(retention, at: later) }
        #expect(try file.rows("PRAGMA freelist_count") == [["0"]])
        #expect(try await history.integrityProblems().isEmpty)
    }

    @Test func `A log that grew behind a reader is cut short once that has gone`() async throws {
        let history = try await file.opened()
        func bytes() throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(file.path)-wal")
            return try #require(attributes[.size] as? Int)
        }
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: file.path, configuration: configuration)
        try await reader.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN; SELECT count(*) FROM feed")
        }
        var number = 0
        while try bytes() < 9_000_000 {
            try await history.commit(HistoryFile.commit((number..<number + 900).map { .sample($0) }))
            number += 900
        }
        let start = ContinuousClock.now
        _ = try await history.forget(Retention(), at: HistoryFile.now)
        // Whoever waits does so for ten seconds; on a machine with much to do the rest alone takes several.
        #expect(ContinuousClock.now - start < .seconds(10), "nobody waits for the reader")
        #expect(try bytes() > 9_000_000)
        try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        _ = try await history.forget(Retention(), at: HistoryFile.now)
        #expect(try bytes() == 0)
        #expect(try await history.counts().items == number)
        // Whoever waits for the lock still does.
        try await reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        async let commit: Void = history.commit(HistoryFile.commit([.sample(number)]))
        try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try await commit
    }
}
