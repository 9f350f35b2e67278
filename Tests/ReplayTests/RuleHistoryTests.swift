import Detection
import Domain
import History
import Replay
import SQLiteHistory
import TestSupport
import Testing

/// What rules would have done to a history.
@Suite struct RuleHistoryTests {
    private static let start = Instant(seconds: 1_793_577_600)
    private static let feed = Feed(
        id: "wire", title: "Wire", url: "https://w.example/", kind: .news, interval: .seconds(600))

    private func story(_ number: Int, _ symbol: String, isBad: Bool, at: Instant) -> AssessedItem {
        let scores = SentimentScores(
            negative: isBad ? 0.9 : 0.1, neutral: isBad ? 0.1 : 0.9, positive: 0)
        return AssessedItem(
            item: Item(
                feed: "wire", key: "guid:\(number)", story: StoryID(Int64(number)),
                fingerprint: Int64(number), isFirstOfStory: true, title: "Story \(number)", link: nil,
                summary: nil, author: nil, language: nil, eventTime: at, published: at, fetchedAt: at,
                isBacklog: false),
            assessment: Assessment(
                sentiment: scores, topics: [TopicScore(name: "markets", probability: 1)],
                attention: [WordWeight(word: "fraud", weight: 1)], embedding: [0]),
            entities: [AssessedEntity(symbol: symbol, sentiment: scores, relevance: 1)])
    }

    /// Twenty days of calm news, then a burst of bad news about one company.
    private var items: [AssessedItem] {
        let calm = (0..<480).map {
            story($0, "C\($0 % 10)", isBad: $0 % 8 == 3, at: Self.start + .seconds($0 * 3600))
        }
        let burst = (0..<12).map {
            story(1000 + $0, "BAD", isBad: true, at: Self.start + .seconds(470 * 3600 + $0 * 360))
        }
        return (calm + burst).sorted { $0.item.eventTime < $1.item.eventTime }
    }

    @Test func `Rules are tried on what is stored, and only the last week counts`() async throws {
        let folder = try TemporaryFolder()
        let history = try SQLiteHistory.open("\(folder.path)/history.db", as: .daemon)
        try await history.register(
            [(Self.feed, Self.start)],
            entities: [Entity(symbol: "BAD", name: "Bad", aliases: [])])
        for item in items {
            let cursor = FeedCursor(nextDue: item.item.fetchedAt, lastSuccess: item.item.fetchedAt)
            var poll = Commit.Poll(of: "wire", cursor: cursor, at: item.item.fetchedAt)
            poll.items = [item]
            var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
            commit.poll = poll
            try await history.commit(commit)
        }

        var settings = DetectionSettings()
        settings.minimumSources = 1
        let rule = WatchRule(id: "bad", streams: [try #require(StreamPattern("entity:BAD"))])
        settings.rules = [rule]
        let end = Self.start + .seconds(480 * 3600)
        let past = try await settings.pastAlerts(of: history, at: end)
        #expect(past.lastWeek == ["bad": 1])
        // Nineteen of the twenty days count: the first taught.
        #expect(past.span.lowerBound == Self.start + settings.learningPeriod)
        #expect(abs((past.monthly?.rate ?? 0) - 30.0 / 19) < 0.01)
        #expect(past.monthly?.kinds.map(\.name) == ["entity"])
        #expect(try await settings.pastAlerts(of: history, at: end + .seconds(8 * 86400)).lastWeek == [:])
        settings.rules[0].minimumStories = 40
        #expect(try await settings.pastAlerts(of: history, at: end).lastWeek["bad"] == nil)
        let soon = try await settings.pastAlerts(of: history, at: Self.start + .seconds(5 * 86400))
        #expect(soon.monthly == nil, "four days tell nothing of a month")
    }
}
