import Domain
import History
import Logging
import SQLiteHistory
import Synchronization
import TestSupport
import Testing

/// Rows that another version, or a foreign hand, wrote.
@Suite struct UnreadableRowTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    private final class Messages: Sendable {
        let all = Mutex<[String]>([])
    }

    private struct Recorder: LogHandler {
        let messages: Messages
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            messages.all.withLock {
                let place = ["alert", "table", "id", "column"].compactMap { event.metadata?[$0] }
                $0.append("\(event.level): \(event.message) \(place.map { "\($0)" }.joined(separator: " "))")
            }
        }
    }

    private func opened(_ messages: Messages) throws -> SQLiteHistory {
        try SQLiteHistory.open(
            file.path, as: .reader, logger: Logger(label: "test") { _ in Recorder(messages: messages) })
    }

    @Test func `An alert that cannot be read is left out with a warning`() async throws {
        do { try await file.opened().commit(HistoryFile.commit(notices: [.sample("a1"), .sample("b1")])) }
        try await file.execute("UPDATE alert SET body = '{}' WHERE id = 'a1'")
        let messages = Messages()
        #expect(try await opened(messages).openNotices(about: nil).map(\.id) == ["b1"])
        #expect(messages.all.withLock { $0 } == ["warning: Could not read a stored alert a1"])
    }

    @Test func `A ranking that cannot be read teaches nothing, with a warning`() async throws {
        do {
            let history = try await file.opened()
            var commit = HistoryFile.commit(notices: [.sample("a1"), .sample("b1")])
            commit.rankings = ["a1", "b1"].map {
                AlertRanking(alertID: $0, at: HistoryFile.now, features: [1])
            }
            try await history.commit(commit)
            for id in ["a1", "b1"] {
                try await history.add(
                    Feedback(kind: .dismissed, by: "me", reason: nil, at: HistoryFile.now), toAlert: id)
            }
        }
        try await file.execute("UPDATE decision SET features = 'none' WHERE alert_id = 'a1'")
        let messages = Messages()
        #expect(try await opened(messages).rankingsWithFeedback(latest: 9).map(\.alertID) == ["b1"])
        #expect(messages.all.withLock { $0 } == ["warning: Could not read a stored ranking a1"])
    }

    @Test func `A value that cannot be read is told once, with its place`() async throws {
        do { try await file.opened().commit(HistoryFile.commit([.sample(1, bands: [5]), .sample(2)])) }
        try await file.execute(
            """
            UPDATE item SET fetched_at = 'soon', event_time = 'then' WHERE id = 1;
            UPDATE assessment SET words = 'none' WHERE item_id = 2;
            UPDATE feed SET memory = '[]', last_success = 'never', state = 'odd';
            """)
        let messages = Messages()
        let history = try opened(messages)
        for _ in 0..<2 {
            let page = try await history.assessedItems(since: Instant(seconds: 0), after: 0, limit: 9)
            #expect(page?.items.map(\.item.key) == ["guid:2"])
            #expect(try await history.headlines().map(\.text) == ["Story 2"])
            #expect(try await history.titles(inBands: [5], since: Instant(seconds: 0))[5]?.isEmpty == true)
            let cursor = try #require(try await history.cursor(of: "wire"))
            #expect(cursor.memory == FeedMemory())
            #expect(cursor.condition == nil)
        }
        let told = messages.all.withLock { $0 }
        let places = [
            "assessment 2 words", "feed wire last_success", "feed wire memory", "feed wire state",
            "item 1 event_time", "item 1 fetched_at",
        ]
        #expect(told.sorted() == places.map { "warning: Could not read a stored value \($0)" })
    }
}
