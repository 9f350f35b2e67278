import Domain
import GRDB
import History
import TestSupport
import Testing

@testable import SQLiteHistory

/// A question that takes too long is interrupted; it holds up nobody.
@Suite struct TimeLimitTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    /// Counts for hours.
    private static let endless = """
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000) SELECT max(i) FROM n
        """

    private static func ask(_ history: SQLiteHistory, _ sql: String = endless) async throws -> Int {
        try await history.read { try Int.fetchOne($0, sql: sql) ?? 0 }
    }

    @Test func `A question that takes longer than it may is interrupted, and the next is answered`()
        async throws
    {
        do { _ = try await file.opened() }
        let limit = Duration.milliseconds(50)
        let history = try SQLiteHistory.open(file.path, as: .reader, timeLimit: limit)
        for _ in 0..<6 {
            await #expect(throws: HistoryError.tooSlow(path: file.path, limit: limit)) {
                try await Self.ask(history)
            }
        }
        // On a busy machine even a fast one may take too long.
        var answer: Int?
        for _ in 0..<1000 where answer == nil { answer = try? await Self.ask(history, "SELECT 7") }
        #expect(answer == 7)
    }

    @Test func `It is told in words`() {
        #expect(
            "\(HistoryError.tooSlow(path: "f", limit: .seconds(2)))"
                == "the database took longer than 2000 ms to answer. Ask for a shorter time")
    }

    @Test func `Beside a slow question a fast one is answered, and a commit is stored`() async throws {
        let daemon = try await file.opened()
        let history = try SQLiteHistory.open(file.path, as: .reader, timeLimit: .seconds(600))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 { group.addTask { _ = try await Self.ask(history) } }
            // The slow ones would end with the limit of the test run only.
            try await daemon.commit(HistoryFile.commit([.sample(1)]))
            #expect(try await history.counts().items == 1)
            #expect(try await history.headlines(HeadlineQuery()).headlines.count == 1)
            group.cancelAll()
            while let result = await group.nextResult() {
                #expect(throws: CancellationError.self) { try result.get() }
            }
        }
        #expect(try await Self.ask(history, "SELECT 7") == 7)
    }

    @Test func `A question that fails says why, whatever its limit`() async throws {
        do { _ = try await file.opened() }
        let history = try SQLiteHistory.open(file.path, as: .reader, timeLimit: .seconds(600))
        await #expect(throws: DatabaseError.self) { try await Self.ask(history, "SELECT no_such_column") }
    }
}
