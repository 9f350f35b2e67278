import Domain
import History
import PostgresServer
import TestSupport
import Testing

@testable import PostgresHistory

/// Items are kept by the month of their fetch, and what is counted of them follows.
@Suite(.enabled(if: PostgresServer.missing == nil, "PostgreSQL 15 is not installed"))
struct MonthTests {
    private static let now = PageQueryTests.now
    private static let counts = [
        "feed_count", "feed_hour", "language_hour", "topic_hour", "score_hour", "model_hour", "entity_day",
    ]

    private static func history() async throws -> PostgresHistory {
        let history = try await PostgresHistory.open(
            try await PostgresServer.shared.value.database(), as: .daemon)
        try await SharedStory.tell(history)
        return history
    }

    private static func counts(_ history: PostgresHistory) async throws -> [String] {
        try await history.read { session in
            try counts.flatMap { table -> [String] in
                try session.values("SELECT t::text AS row FROM \(table) t ORDER BY 1", [])
            }
        }
    }

    private static func value(_ sql: String, _ history: PostgresHistory) async throws -> Int? {
        try await history.write { try $0.value(sql, []) }
    }

    @Test func `A month that is made takes its items out of the rest and changes no count`() async throws {
        let history = try await Self.history()
        try await history.write { session in
            // As though the month had never been made.
            try session.script(
                """
                UPDATE item SET fetched_at = fetched_at - interval '2000 days';
                UPDATE assessment SET fetched_at = fetched_at - interval '2000 days';
                UPDATE mention SET fetched_at = fetched_at - interval '2000 days';
                """)
        }
        let before = try await Self.counts(history)
        let rest = try await Self.value("SELECT count(*) AS n FROM item_default", history)
        #expect(rest == 7)
        #expect(
            try await Self.value(
                "SELECT make_month(min(fetched_at))::integer AS n FROM item", history) == 1)
        #expect(
            try await Self.value(
                "SELECT make_month(min(fetched_at))::integer AS n FROM item", history) == 0, "once")
        for table in ["item", "assessment", "mention"] {
            #expect(try await Self.value("SELECT count(*) AS n FROM \(table)_default", history) == 0)
        }
        #expect(try await Self.value("SELECT count(*) AS n FROM item", history) == 7)
        #expect(try await Self.counts(history) == before)
    }

    @Test func `A month that is dropped takes its items and all that was counted of them with it`()
        async throws
    {
        let history = try await Self.history()
        let before = try await Self.counts(history)
        var poll = Scenes.poll(at: Self.now + .seconds(40 * 86400), numbers: 0..<20)
        poll.model = "test"
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.poll = poll
        try await history.commit(commit)
        _ = try await Self.value("SELECT make_month('2027-01-02Z')::integer AS n", history)
        #expect(try await Self.counts(history) != before)
        #expect(try await Self.value("SELECT drop_month('2027-01') AS n", history) == 20)
        #expect(try await Self.value("SELECT drop_month('2027-01') AS n", history) == 0)
        #expect(try await Self.counts(history) == before)
        #expect(try await history.counts().items == 7)
        for table in ["assessment", "mention", "item"] {
            let foreign = try await Self.value(
                "SELECT count(*) AS n FROM \(table) WHERE fetched_at > '2027-01-01Z'", history)
            #expect(foreign == 0)
        }
    }
}

/// Polls with items of a time.
private enum Scenes {
    static func poll(at time: Instant, numbers: Range<Int>) -> Commit.Poll {
        var poll = Commit.Poll(
            of: "wire",
            cursor: FeedCursor(
                nextDue: time + .seconds(600), lastSuccess: time,
                condition: FeedCondition(.ok, since: time)), at: time)
        poll.items = numbers.map { number in
            let item = Item(
                feed: "wire", key: "guid:new-\(number)", story: StoryID(Int64(1000 + number)),
                fingerprint: Int64(1000 + number), isFirstOfStory: number % 3 > 0, title: "Story \(number)",
                link: nil, summary: nil, author: nil, language: "en",
                eventTime: time - .seconds(number * 7200), published: time - .seconds(number),
                fetchedAt: time,
                isBacklog: false)
            let sentiment = SentimentScores(negative: 0.6, neutral: 0.3, positive: 0.1)
            return AssessedItem(
                item: item,
                assessment: Assessment(
                    sentiment: sentiment, topics: [TopicScore(name: "new", probability: 1)], attention: [],
                    embedding: [1]),
                entities: [AssessedEntity(symbol: "ACME", sentiment: sentiment, relevance: 1)])
        }
        return poll
    }
}
