import Domain
import History
import SQLiteHistory
import TestSupport
import Testing

#if POSTGRES
    import PostgresHistory
    import PostgresServer
#endif

/// A store that must pass the contract.
///
/// Every test of this folder runs once for each of `all`.
struct HistoryUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens the history that is kept in a folder, and makes it when there is none.
    let open: @Sendable (_ folder: String) async throws -> any HistoryStore

    static let all =
        [
            HistoryUnderTest(testDescription: "SQLite") { folder in
                try SQLiteHistory.open("\(folder)/history.db", as: .daemon)
            }
        ] + postgres

    #if POSTGRES
        /// A database of its own for each folder, on one server; none, which is said, where there is no
        /// server.
        private static let postgres: [HistoryUnderTest] = {
            if let missing = PostgresServer.missing {
                print("The tests of PostgreSQL are left out: \(missing)")
                return []
            }
            return [
                HistoryUnderTest(testDescription: "PostgreSQL") { folder in
                    try await PostgresHistory.open(databases.address(for: folder), as: .daemon)
                }
            ]
        }()

        private static let databases = Databases()

        /// The databases of the folders.
        private actor Databases {
            private var addresses: [String: String] = [:]

            func address(for folder: String) async throws -> String {
                if let address = addresses[folder] { return address }
                let address = try await PostgresServer.shared.value.database()
                addresses[folder] = address
                return address
            }
        }
    #else
        private static let postgres: [HistoryUnderTest] = []
    #endif
}

/// A new history with one feed and one entity.
struct Scene {
    static let now = Instant(seconds: 1_795_426_200)

    let history: any HistoryStore
    private let store: HistoryUnderTest
    private let folder: TemporaryFolder

    init(_ store: HistoryUnderTest) async throws {
        self.store = store
        folder = try TemporaryFolder()
        history = try await store.open(folder.path)
        try await history.register(
            [(.sample(), Self.now)],
            entities: [Entity(symbol: "ACME", name: "Acme", aliases: ["Acme \"A\" Corp"])])
    }

    /// The same history as another process sees it.
    func reopened() async throws -> any HistoryStore { try await store.open(folder.path) }

    /// Commits notices that go to some sinks whatever the history knows.
    func store(_ notices: [Alert], to sinks: [String] = ["log"], rankings: [AlertRanking] = []) async throws {
        var commit = Commit { _, _ in NoticeRoute(receivers: sinks, isSilenced: false) }
        commit.notices = notices
        commit.rankings = rankings
        try await history.commit(commit)
    }

    /// Commits a poll of the feed.
    func commit(
        _ items: [AssessedItem], quotes: [Quote] = [], edits: [AssessedEdit] = [], at time: Instant = now,
        cursor: FeedCursor? = nil
    ) async throws {
        try await history.commit(Self.commit(items, quotes: quotes, edits: edits, at: time, cursor: cursor))
    }

    /// A poll of the feed.
    static func commit(
        _ items: [AssessedItem], quotes: [Quote] = [], edits: [AssessedEdit] = [], at time: Instant = now,
        cursor: FeedCursor? = nil
    ) -> Commit {
        let cursor =
            cursor
            ?? FeedCursor(
                etag: "\"1\"", nextDue: time + .seconds(600), lastSuccess: time,
                condition: FeedCondition(.ok, since: time))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: time)
        poll.items = items
        poll.edits = edits
        poll.quotes = quotes
        poll.model = "test"
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.poll = poll
        return commit
    }

    /// What is due to a sink, as `id sequence`.
    func pending(_ sink: String = "log", at time: Instant = now) async throws -> [String] {
        try await history.pendingNotices(sink: sink, at: time).map { "\($0.alertID) \($0.sequence)" }
    }

    /// All notices.
    func notices(at time: Instant = now) async throws -> [StoredNotice] {
        try await history.notices(after: 0, limit: 1000, at: time)
    }
}
