import Domain
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
}
