import Domain
import History
import TestSupport

/// A small history of everything that the views show.
enum SharedStory {
    private static let now = PageQueryTests.now

    static func tell(_ history: any HistoryStore) async throws {
        try await history.register(
            [(.sample(), now), (.sample("post"), now + .milliseconds(1234))],
            entities: [Entity(symbol: "ACME", name: "Acme", aliases: ["Acme \"A\" Corp"])])
        try await history.commit(news)
        var notices = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        notices.notices = alerts
        try await history.commit(notices)
        try await history.add(
            Feedback(kind: .acknowledged, by: "Ann", reason: "on it", at: now + .seconds(60)),
            toAlert: "a1")
        try await history.commit(failure)
        try await history.choose(
            EntityChoice(key: "xyz", name: "Xyz", kind: .accepted, symbol: "XYZ", by: "Ann", at: now))
    }

    private static var news: Commit {
        let titles = [
            "Acme issues profit warning", "Acme gains on “strong” sales", "Acme loses to Xyz", "阿里巴巴净利润下滑",
            "Résumé of Acme's week",
        ]
        var poll = Commit.Poll(
            of: "wire",
            cursor: FeedCursor(
                etag: "\"1\"", nextDue: now + .milliseconds(600_007), lastSuccess: now,
                condition: FeedCondition(.ok, since: now)),
            at: now)
        poll.items = titles.indices.map { item($0, titles[$0]) }
        poll.items.append(copy(of: titles[0]))
        poll.items.append(unreadable)
        poll.quotes = [
            Quote(symbol: "ACME", price: 10.25, currency: "USD", at: now - .seconds(60)),
            Quote(symbol: "ACME", price: 11, currency: "USD", at: now),
            Quote(symbol: "ACME", price: 10.5, currency: "USD", at: now + .seconds(1800)),
            Quote(symbol: "ACME", price: 10, currency: "USD", at: now + .seconds(5400)),
            Quote(symbol: "^GSPC", price: 6000.5, currency: nil, at: now),
        ]
        poll.model = "test"
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.poll = poll
        commit.series = (0..<5).flatMap { number in
            [Stream.market, .entity("ACME")].map { stream in
                SeriesPoint(
                    stream, start: SeriesPoint.start(of: now - .seconds(40_000 * number)),
                    stories: 3 + number,
                    negative: 2, positive: 1, expected: 1.0 / 3, bits: 5.129 + Double(number % 3))
            }
        }
        return commit
    }

    private static func item(_ number: Int, _ title: String) -> AssessedItem {
        let time = now - .seconds(3000 * number)
        let item = Item(
            feed: "wire", key: "guid:\(number)", story: StoryID(Int64(number)), fingerprint: Int64(number),
            isFirstOfStory: true, novelty: 0.9 - Double(number) / 17, title: title,
            link: "https://w.example/\(number)", summary: number == 1 ? nil : "Summary \(number)",
            author: nil,
            language: "en", eventTime: time, published: number == 2 ? nil : time - .milliseconds(1500),
            fetchedAt: now, isBacklog: number == 3,
            publisher: Publisher(name: "Post", domain: "post.example"))
        let negative = number.isMultiple(of: 2) ? Float(0.7) : 0.1
        let sentiment = SentimentScores(negative: negative, neutral: 0.2, positive: 0.8 - negative)
        let opposite = SentimentScores(negative: 0.8 - negative, neutral: 0.2, positive: negative)
        return AssessedItem(
            item: item,
            assessment: Assessment(
                sentiment: sentiment, topics: [TopicScore(name: "earnings", probability: 0.6)],
                attention: [WordWeight(word: title, weight: 0.9)], embedding: [1, -0.5],
                adverse: AdverseEvent(probability: 0.8, types: [])),
            entities: [
                AssessedEntity(symbol: "ACME", sentiment: sentiment, relevance: 0.75),
                AssessedEntity(
                    symbol: "XYZ", sentiment: opposite,
                    adverse: AdverseEvent(probability: 0.77, types: RiskType.allCases.prefix(2).map { $0 }),
                    relevance: 0.3),
            ])
    }

    private static func copy(of title: String) -> AssessedItem {
        let item = Item(
            feed: "wire", key: "guid:copy", story: StoryID(0), fingerprint: 0, isFirstOfStory: false,
            novelty: 0, title: title, link: nil, summary: nil, author: "Ann", language: "en", eventTime: now,
            published: now, fetchedAt: now, isBacklog: false)
        return AssessedItem(item: item, text: Self.item(0, title).text)
    }

    private static var unreadable: AssessedItem {
        let item = Item(
            feed: "wire", key: "guid:fr", story: StoryID(90), fingerprint: 90, isFirstOfStory: true,
            title: "Acme en hausse", link: nil, summary: nil, author: nil, language: nil,
            eventTime: now - .seconds(60), published: nil, fetchedAt: now, isBacklog: false)
        return AssessedItem(item: item, text: .unscored("fr"))
    }

    private static var alerts: [Alert] {
        var theme = Alert.sample("t1", of: .theme("tariff"), at: now - .seconds(60))
        theme.name = "tariffs (steel)"
        theme.theme = .init(
            terms: ["tariff", "steel"], began: now - .seconds(3600),
            companies: [.init(symbol: "ACME", name: "Acme", stories: 3)],
            sources: ["reuters.com", "The Wire"])
        theme.context.similar = [.init(id: "t0", at: now, stream: .theme("duty"), title: "Duties")]
        theme.headlines = [.init(title: "Tariffs, \"again\"", link: nil, score: -0.9, words: [])]
        var firing = Alert.sample("a1", at: now)
        firing.risks = RiskType.allCases.prefix(2).map { $0 }
        return [theme, firing, .sample("b1", at: now), Alert.sample("b1").notice(1, .resolved)]
    }

    private static var failure: Commit {
        var cursor = FeedCursor(nextDue: now + .seconds(1200), lastSuccess: now)
        cursor.failures = 3
        cursor.lastError = "the server answered 503"
        cursor.condition = FeedCondition(.failing, since: now + .seconds(600), evidence: cursor.lastError)
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.poll = Commit.Poll(of: "post", cursor: cursor, at: now + .seconds(600))
        var named = DiscoveredEntity(key: "xyz", name: "Xyz", firstSeen: now)
        named.stories = 3
        named.sources = ["a.example", "b.example"]
        named.lastSeen = now + .seconds(5)
        commit.discovered = [named]
        return commit
    }
}
