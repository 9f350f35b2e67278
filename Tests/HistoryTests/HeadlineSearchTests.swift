import Domain
import History
import TestSupport
import Testing

@Suite struct HeadlineSearchTests {
    private static let now = Scene.now

    private static func item(_ number: Int, _ title: String) -> AssessedItem {
        let time = now - .seconds(60 * (100 - number))
        let item = Item(
            feed: "wire", key: "guid:\(number)", story: StoryID(Int64(number)), fingerprint: Int64(number),
            isFirstOfStory: true, title: title, link: nil, summary: "summary \(number)", author: nil,
            language: "en", eventTime: time, published: nil, fetchedAt: time, isBacklog: false)
        return AssessedItem(
            item: item,
            assessment: Assessment(
                sentiment: .undecided, topics: [TopicScore(name: "a", probability: 1)], attention: [],
                embedding: [1]), entities: [])
    }

    private static let titles = [
        "AT&T warns of profit", "Profits at Coca-Cola", "U.S. tariffs", "阿里巴巴净利润下滑", "净利润 of Toyota 上涨",
        "トヨタがリコール", "ผลกำไรลดลง",
    ]

    @Test(
        arguments: HistoryUnderTest.all,
        [
            ("profit", [2, 1]), ("PROFITS warn*", [1]), ("\"warns of profit\"", [1]), ("AT&T", [1]),
            ("coca-cola", [2]), ("U.S.", [3]), ("profit NOT warns", [2]), ("tariffs OR warns", [3, 1]),
            ("title: tariffs", [3]), ("summary: 3", [3]), ("净利润", [5, 4]), ("净利润 toyota", [5]),
            ("利润", [5, 4]), ("涨", [5]), ("リコール", [6]), ("กำไร", [7]), ("nowhere", []),
            ("  ", [7, 6, 5, 4, 3, 2, 1]),
            ("drop'table", []), ("净利润\"", [5, 4]),
        ] as [(String, [Int64])])
    func `Words are found by full-text search, scripts without spaces by any part`(
        store: HistoryUnderTest, search: (text: String, numbers: [Int64])
    ) async throws {
        let scene = try await Scene(store)
        try await scene.commit(Self.titles.enumerated().map { Self.item($0 + 1, $1) })
        var query = HeadlineQuery()
        query.text = search.text
        #expect(try await scene.history.headlines(query).headlines.map(\.number) == search.numbers)
    }

    @Test(
        arguments: HistoryUnderTest.all,
        [
            ("\"", "a double quote is not closed"), ("a \"b", "a double quote is not closed"),
            ("AND", "a word is missing or misplaced near \"AND\""), ("profit AND", "it ends too early"),
            ("*foo", "a word cannot begin with *"), ("NEAR(", "it ends too early"),
            ("(profit", "it ends too early"), ("profit)", "a word is missing or misplaced near \")\""),
            ("author: x", "only title: and summary: can be searched, not author:"),
        ])
    func `What full-text search cannot read is told in words`(
        store: HistoryUnderTest, search: (text: String, reason: String)
    ) async throws {
        let scene = try await Scene(store)
        try await scene.commit([Self.item(1, "Profit")])
        var query = HeadlineQuery()
        query.text = search.text
        await #expect(throws: HistoryError.unreadableQuery(search.text, reason: search.reason)) {
            try await scene.history.headlines(query)
        }
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A word that is in many headlines is found like one that is in few`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        // More than are looked at one by one, over days, the last of them long ago as a new feed brings it.
        let items = (1...1200).map { number in
            let late = number > 1100
            let time = Self.now - .seconds(late ? 300 * 86400 - number : 600 * (1200 - number))
            let isUnspaced = number % 2 == 0
            let item = Item(
                feed: "wire", key: "guid:\(number)", story: StoryID(Int64(number)),
                fingerprint: Int64(number),
                isFirstOfStory: true, title: "Profit of \(number) \(isUnspaced ? "净利润下滑" : "profits")",
                link: nil, summary: nil, author: nil, language: "en", eventTime: time, published: nil,
                fetchedAt: Self.now, isBacklog: late)
            return AssessedItem(item: item, text: .unscored("de"))
        }
        try await scene.commit(items)
        func all(_ text: String, limit: Int) async throws -> [Int64] {
            var (numbers, query) = ([Int64](), HeadlineQuery())
            (query.text, query.limit) = (text, limit)
            repeat {
                let page = try await scene.history.headlines(query)
                numbers += page.headlines.map(\.number)
                query.after = page.next
            } while query.after != nil
            return numbers
        }
        let order = Array((1...1100).reversed()) + Array((1101...1200).reversed()).map { $0 }
        #expect(try await all("profit", limit: 400).map { Int($0) } == order)
        #expect(try await all("prof*", limit: 400).map { Int($0) } == order)
        #expect(try await all("title:prof* NOT summ*", limit: 30).map { Int($0) } == order)
        #expect(try await all("profit 净利润", limit: 400).map { Int($0) } == order.filter { $0 % 2 == 0 })
        #expect(try await all("润", limit: 400).map { Int($0) } == order.filter { $0 % 2 == 0 })
    }

    @Test(arguments: HistoryUnderTest.all, ["profit", "prof*", "p* NOT lo*"])
    func `A common word of a frequent or a rare entity is found like any other, and so is its beginning`(
        store: HistoryUnderTest, text: String
    ) async throws {
        let scene = try await Scene(store)
        // Every second item names BIG, every hundredth SMALL; every other has the word.
        let items = (1...2400).map { number in
            let time = Self.now - .seconds(60 * (2400 - number))
            let symbols = (number % 2 == 0 ? ["BIG"] : []) + (number % 100 == 0 ? ["SMALL"] : [])
            let item = Item(
                feed: "wire", key: "guid:\(number)", story: StoryID(Int64(number - number % 6 / 5)),
                fingerprint: Int64(number), isFirstOfStory: number % 6 != 5,
                title: number % 4 < 2 ? "Profit of \(number)" : "Loss of \(number)", link: nil, summary: nil,
                author: nil, language: "en", eventTime: time, published: nil, fetchedAt: time,
                isBacklog: false)
            return AssessedItem(
                item: item,
                assessment: Assessment(
                    sentiment: .undecided, topics: [TopicScore(name: "a", probability: 1)], attention: [],
                    embedding: [1]),
                entities: symbols.map { AssessedEntity(symbol: $0, sentiment: .undecided, relevance: 1) })
        }
        try await scene.commit(items)
        func numbers(_ change: (inout HeadlineQuery) -> Void) async throws -> [Int64] {
            var query = HeadlineQuery()
            (query.text, query.limit) = (text, 1000)
            change(&query)
            return try await scene.history.headlines(query).headlines.map(\.number)
        }
        let all = (1...2400).reversed().filter { $0 % 4 < 2 }
        // An item of number 5 in six is a copy of the one before, which has the word if its number allows.
        func shown(_ numbers: [Int], _ names: (Int) -> Bool) -> [Int64] {
            numbers.filter { names($0) && !($0 % 6 == 5 && names($0 - 1) && ($0 - 1) % 4 < 2) }.map(
                Int64.init)
        }
        #expect(try await numbers { $0.stream = .entity("BIG") } == shown(all) { $0 % 2 == 0 })
        #expect(try await numbers { $0.stream = .entity("SMALL") } == shown(all) { $0 % 100 == 0 })
        #expect(try await numbers { $0.stream = .entity("NONE") }.isEmpty)
        #expect(try await numbers { $0.feed = "wire" } == Array(shown(all) { _ in true }.prefix(1000)))
        #expect(try await numbers { $0.feed = "none" }.isEmpty)
        #expect(try await numbers { $0.isOncePerStory = false }.count == 1000)
    }
}
