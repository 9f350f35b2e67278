import Domain
import History
import TestSupport
import Testing

@Suite struct HeadlineBookTests {
    private static let now = Scene.now

    /// An item with a title; about ACME unless told otherwise.
    private static func item(
        _ number: Int, _ title: String, of feed: String = "wire", story: Int? = nil, topic: String = "a",
        sentiment: SentimentScores = SentimentScores(negative: 0.75, neutral: 0.25, positive: 0),
        about symbols: [String] = ["ACME"]
    ) -> AssessedItem {
        let time = now - .seconds(60 * (100 - number))
        let item = Item(
            feed: feed, key: "guid:\(number)", story: StoryID(Int64(story ?? number)),
            fingerprint: Int64(number), isFirstOfStory: story == nil || story == number, title: title,
            link: "https://w.example/\(number)", summary: nil, author: nil, language: "en", eventTime: time,
            published: nil, fetchedAt: time, isBacklog: false,
            publisher: Publisher(name: "Post", domain: "post.example"))
        return AssessedItem(
            item: item,
            assessment: Assessment(
                sentiment: sentiment, topics: [TopicScore(name: topic, probability: 0.75)],
                attention: [WordWeight(word: title, weight: 0.9)], embedding: [1]),
            entities: symbols.map { AssessedEntity(symbol: $0, sentiment: sentiment, relevance: 0.75) })
    }

    private static func scene(_ store: HistoryUnderTest, _ items: [AssessedItem]) async throws -> Scene {
        let scene = try await Scene(store)
        try await scene.history.register([(.sample("post"), now)], entities: [])
        try await scene.commit(items)
        return scene
    }

    private static func query(_ text: String? = nil, _ change: (inout HeadlineQuery) -> Void = { _ in })
        -> HeadlineQuery
    {
        var query = HeadlineQuery()
        query.text = text
        change(&query)
        return query
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A headline has everything that a page shows of it`(store: HistoryUnderTest) async throws {
        let scene = try await Self.scene(
            store,
            [
                Self.item(1, "Acme sues", about: ["XYZ", "ACME"]),
                Self.item(2, "Acme sued", story: 1, about: []),
            ])
        let page = try await scene.history.headlines(Self.query())
        let headline = try #require(page.headlines.first)
        let scores = SentimentScores(negative: 0.75, neutral: 0.25, positive: 0)
        #expect(page.headlines.count == 1)
        #expect(page.next == nil)
        #expect(
            headline
                == StoredHeadline(
                    number: headline.number, title: "Acme sues", link: "https://w.example/1", feed: "wire",
                    publisher: "Post", language: "en", at: Self.now - .seconds(60 * 99),
                    assessment: StoredAssessment(
                        sentiment: scores, topic: "a", topicShare: 0.75,
                        words: [WordWeight(word: "Acme sues", weight: 0.9)]),
                    mentions: [
                        StoredMention(symbol: "ACME", name: "Acme", sentiment: scores, relevance: 0.75),
                        StoredMention(symbol: "XYZ", name: "XYZ", sentiment: scores, relevance: 0.75),
                    ], copies: 1, isBacklog: false))
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Pages follow each other without a gap or a headline twice`(store: HistoryUnderTest) async throws {
        // Two of each minute.
        let items = (0..<50).map { number in
            var item = Self.item(number / 2 * 2, "Story \(number)")
            item = AssessedItem(
                item: item.item.renamed("guid:\(number)", story: Int64(number)), text: item.text)
            return item
        }
        let scene = try await Self.scene(store, items)
        for change: @Sendable (inout HeadlineQuery) -> Void in [
            { _ in }, { $0.text = "story" }, { $0.stream = .entity("ACME") }, { $0.feed = "wire" },
            { $0.isOncePerStory = false },
        ] {
            var (numbers, query) = ([Int64](), Self.query(nil, change))
            query.limit = 7
            repeat {
                let page = try await scene.history.headlines(query)
                numbers += page.headlines.map(\.number)
                query.after = page.next
            } while query.after != nil
            #expect(numbers == (1...50).reversed())
        }
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Each condition leaves out what does not meet it`(store: HistoryUnderTest) async throws {
        let good = SentimentScores(negative: 0, neutral: 0.25, positive: 0.75)
        let scene = try await Self.scene(
            store,
            [
                Self.item(1, "One"), Self.item(2, "Two", topic: "b"),
                Self.item(3, "Three", sentiment: good, about: ["XYZ"]), Self.item(4, "Four", about: []),
            ])
        func titles(_ change: (inout HeadlineQuery) -> Void) async throws -> [String] {
            try await scene.history.headlines(Self.query(nil, change)).headlines.map(\.title)
        }
        #expect(try await titles { $0.sentiments = [.positive] } == ["Three"])
        #expect(try await titles { $0.sentiments = [.positive, .negative] }.count == 4)
        #expect(try await titles { $0.stream = .market }.count == 4)
        #expect(try await titles { $0.stream = .topic("b") } == ["Two"])
        #expect(try await titles { $0.stream = .entity("ACME") } == ["Two", "One"])
        #expect(try await titles { $0.stream = .entity("ACME").watched(by: "r") } == ["Two", "One"])
        #expect(try await titles { $0.stream = .entityTopic("ACME", topic: "b") } == ["Two"])
        #expect(
            try await titles {
                $0.stream = .entity("XYZ")
                $0.sentiments = [.negative]
            }.isEmpty)
        #expect(try await titles { $0.stream = .source("wire") }.count == 4)
        #expect(try await titles { $0.feed = "post" }.isEmpty)
        #expect(try await titles { $0.limit = 0 }.isEmpty)
        let time = Self.now - .seconds(60 * 98)
        #expect(try await titles { $0.span = time..<time + .seconds(60) } == ["Two"])
        #expect(try await titles { $0.span = time..<time }.isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The headlines of a theme have its words, in any case and number`(
        store: HistoryUnderTest
    ) async throws {
        let titles = [
            "Tariffs hit steel", "A steel tariff", "TARIFF on Steel's makers", "Tariff talks",
            "Steelworks tariff",
            "Companies face losses", "A company's loss", "Company", "Boxes shipped to self-driving \"cars\"",
        ]
        let scene = try await Self.scene(store, titles.enumerated().map { Self.item($0 + 1, $1) })
        func found(_ words: String) async throws -> [String] {
            var query = HeadlineQuery()
            query.stream = .theme(words)
            return try await scene.history.headlines(query).headlines.map(\.title)
        }
        #expect(
            try await found("steel tariff") == [
                "TARIFF on Steel's makers", "A steel tariff", "Tariffs hit steel",
            ])
        #expect(try await found("company loss") == ["A company's loss", "Companies face losses"])
        #expect(try await found("box").count == 1)
        #expect(try await found("self-driving").count == 1)
        #expect(try await found("tarif").isEmpty)
        for odd in ["\"", "a\" OR b", "(", "*", "tariff*", "title:", "-", ""] {
            _ = try await found(odd)
        }
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Of a story whose first copy does not meet the conditions, the first that does is shown`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Self.scene(store, [Self.item(1, "Acme sues")])
        var poll = Scene.commit([])
        poll.poll = Commit.Poll(
            of: "post", cursor: FeedCursor(nextDue: Self.now), at: Self.now)
        poll.poll?.items = [
            Self.item(2, "Acme sues Xyz", of: "post", story: 1),
            Self.item(3, "Acme sues Xyz", of: "post", story: 1),
        ]
        try await scene.history.commit(poll)
        func numbers(_ query: HeadlineQuery) async throws -> [Int64] {
            try await scene.history.headlines(query).headlines.map(\.number)
        }
        #expect(try await numbers(Self.query()) == [1])
        #expect(try await numbers(Self.query(nil) { $0.feed = "post" }) == [2])
        #expect(try await numbers(Self.query("xyz")) == [2])
        #expect(try await numbers(Self.query("sues")) == [1])
        #expect(try await numbers(Self.query(nil) { $0.isOncePerStory = false }) == [3, 2, 1])
    }
}

extension Item {
    fileprivate func renamed(_ key: String, story: Int64) -> Item {
        Item(
            feed: feed, key: key, story: StoryID(story), fingerprint: story, isFirstOfStory: true,
            title: title, link: link, summary: summary, author: author, language: language,
            eventTime: eventTime, published: published, fetchedAt: fetchedAt, isBacklog: isBacklog)
    }
}
