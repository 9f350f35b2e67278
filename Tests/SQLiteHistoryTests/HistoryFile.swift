import Domain
import FoundationEssentials
import GRDB
import History
import SQLiteHistory
import TestSupport

/// A file in a folder of its own, and what SQL says of it.
struct HistoryFile {
    static let now = Instant(seconds: 1_795_426_200)
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/history.db"
    }

    /// A history with one feed and one entity.
    func opened() async throws -> SQLiteHistory {
        let history = try SQLiteHistory.open(path, as: .daemon)
        try await history.register(
            [(.sample(), Self.now)],
            entities: [Entity(symbol: "ACME", name: "Acme", aliases: ["Acme \"A\" Corp"])])
        return history
    }

    /// A poll of the feed, and notices to the log.
    static func commit(
        _ items: [AssessedItem] = [], quotes: [Quote] = [], edits: [AssessedEdit] = [], notices: [Alert] = []
    ) -> Commit {
        let cursor = FeedCursor(
            etag: "\"1\"", nextDue: now + .seconds(600), lastSuccess: now,
            condition: FeedCondition(.ok, since: now))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: now)
        poll.items = items
        poll.quotes = quotes
        poll.edits = edits
        poll.model = "test"
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.poll = poll
        commit.notices = notices
        return commit
    }

    /// The rows of a query, as text.
    func rows(_ sql: String) throws -> [[String]] {
        try DatabaseQueue(path: path).read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }
            }
        }
    }

    /// Changes the file behind the history's back.
    func execute(_ sql: String) async throws {
        try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }
}
