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

    @Test func `What pages ask is answered from what can be read`() async throws {
        do {
            let history = try await file.opened()
            var commit = HistoryFile.commit(
                [.sample(1), .sample(2)],
                quotes: [Quote(symbol: "ACME", price: 1, currency: nil, at: HistoryFile.now)],
                notices: [.sample("a1"), .sample("b1")])
            for (stream, hours) in [(Domain.Stream.market, 1), (.market, 2), (.topic("x"), 3)] {
                commit.series.append(
                    SeriesPoint(
                        stream, start: SeriesPoint.start(of: HistoryFile.now - .seconds(3600 * hours)),
                        stories: 1,
                        negative: 1, positive: 0, expected: 1, bits: 1))
            }
            try await history.commit(commit)
            for end in [10, 20] {
                _ = try await history.silence(
                    "market", from: HistoryFile.now, until: HistoryFile.now + .seconds(end), by: "me",
                    reason: nil)
            }
            try await history.add(
                Feedback(kind: .dismissed, by: "me", reason: nil, at: HistoryFile.now), toAlert: "b1")
        }
        try await file.execute(
            """
            UPDATE item SET event_time = 'then' WHERE id = 1;
            UPDATE assessment SET words = '{' WHERE item_id = 2;
            UPDATE quote SET at = '2026-01-01 noon';
            UPDATE series SET at = '2026-11-23T09 or so' WHERE at = (SELECT max(at) FROM series);
            UPDATE series SET stream = 'no stream' WHERE stream = 'topic:x';
            UPDATE alert SET at = 'then', sinks = '{' WHERE id = 'a1';
            UPDATE alert SET body = '{' WHERE id = 'b1';
            UPDATE feedback SET at = 'then';
            UPDATE silence SET until_time = 'someday' WHERE id = 1;
            UPDATE feed_event SET at = 'then';
            UPDATE feed SET state_since = 'then', last_poll = 'then', paused_since = 'then';
            INSERT INTO feed_hour VALUES ('2026-11-23Txx', 'wire', 1, 0, 0);
            """)
        let messages = Messages()
        let history = try opened(messages)
        let week = HistoryFile.now - .seconds(7 * 86400)..<HistoryFile.now + .seconds(3600)
        #expect(try await history.headlines(HeadlineQuery()).headlines.map(\.number) == [2])
        #expect(try await history.quotes(of: "ACME", in: week, step: .seconds(60)).isEmpty)
        #expect(try await history.quoteMove(symbol: "ACME", at: HistoryFile.now) == nil)
        #expect(try await history.series(of: .market, in: week).count == 1)
        #expect(try await history.summaries(in: week, matching: nil, limit: 9).map(\.stream) == [.market])
        #expect(try await history.movers(in: week, stories: 0, sources: 0, limit: 9).isEmpty)
        #expect(try await history.alerts(AlertQuery(), at: HistoryFile.now).isEmpty)
        #expect(try await history.alertHistory(of: "a1", at: HistoryFile.now) == nil)
        #expect(try await history.audible("*", in: week, limit: 9).latest.isEmpty)
        #expect(try await history.firings(since: week.lowerBound).values.map(\.count) == [1])
        #expect(try await history.silences(at: HistoryFile.now).map(\.id) == [2])
        #expect(try await history.feedEvents(of: "wire", limit: 9).isEmpty)
        #expect(try await history.feedActivity(of: "wire", in: week).count == 1)
        #expect(try await history.blindTimes(of: nil, in: week).isEmpty)
        #expect(try await history.feedHealth(at: HistoryFile.now).map(\.condition.name) == ["paused"])
        #expect(try await history.scores(in: week).bySentiment == [.negative: 1])
        #expect(try await history.sentimentByDay(in: week).count == 1)
        let count = messages.all.withLock { $0.count }
        #expect(count > 10)
        _ = try await history.series(of: .market, in: week)
        _ = try await history.feedHealth(at: HistoryFile.now)
        #expect(messages.all.withLock { $0.count } == count, "each is told once")
    }
}
