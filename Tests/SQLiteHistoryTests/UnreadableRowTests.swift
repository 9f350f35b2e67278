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
                $0.append("\(event.level): \(event.message) \(event.metadata?["alert"] ?? "")")
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
}
