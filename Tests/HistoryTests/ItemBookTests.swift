import Domain
import History
import TestSupport
import Testing

@Suite struct ItemBookTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `Known titles, stories and bands are found`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        try await scene.commit([.sample(1, bands: [5, 6]), .sample(2, bands: [6])])
        #expect(
            try await history.knownTitles(feed: "wire", among: ["guid:1", "guid:9"]) == ["guid:1": "Story 1"])
        #expect(try await history.knownTitles(feed: "other", among: ["guid:1"]).isEmpty)
        #expect(try await history.stories(withFingerprints: [7, 8], since: Self.now) == [7: StoryID(1)])
        #expect(
            try await history.stories(withFingerprints: [7], since: Self.now + .milliseconds(1)).isEmpty)
        let titles = try await history.titles(inBands: [5, 6], since: Self.now)
        #expect(titles[5] == [SeenTitle(title: "Story 1", story: StoryID(1), at: Self.now)])
        #expect(titles[6]?.map(\.title) == ["Story 2", "Story 1"])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `An edit changes the title and what is said of it, once`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await scene.commit([.sample(1)])
        let assessed = AssessedItem.sample(1, negative: 0.1)
        let edit = AssessedEdit(
            edit: ItemEdit(key: "guid:1", title: "Story 1, corrected", summary: "s", former: "Story 1"),
            text: assessed.text)
        for _ in 0..<2 { try await scene.commit([], edits: [edit]) }
        let known = try await scene.history.knownTitles(feed: "wire", among: ["guid:1"])
        #expect(known == ["guid:1": "Story 1, corrected"])
        let page = try #require(
            try await scene.history.assessedItems(since: Self.now, after: 0, limit: 9))
        #expect(page.items.map(\.item.summary) == ["s"])
        #expect(page.items.map(\.text.assessment.sentiment.label) == [.neutral])
        #expect(page.items.map(\.text.entities.count) == [1])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Headlines are told as they came, each title at its time`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await scene.commit([.sample(1), .sample(2)])
        for (minute, title) in [(1, "Story 1, corrected"), (2, "Story 1, corrected again")] {
            let edit = AssessedEdit(
                edit: ItemEdit(key: "guid:1", title: title, summary: nil, former: ""),
                text: AssessedItem.sample(1).text)
            try await scene.commit([], edits: [edit], at: Self.now + .seconds(60 * minute))
        }
        let headlines = try await scene.history.headlines()
        #expect(
            headlines.map(\.text) == ["Story 1", "Story 2", "Story 1, corrected", "Story 1, corrected again"])
        #expect(headlines.map(\.former) == [nil, nil, "Story 1", "Story 1, corrected"])
        #expect(headlines.map(\.id) == ["guid:1", "guid:2", "guid:1", "guid:1"])
        #expect(headlines.map(\.at) == [0, 0, 60, 120].map { Self.now + .seconds($0) })
        #expect(headlines.map(\.isBacklog) == [false, false, false, false])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Items are read in pages, with what was said of them`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let items = (0..<5).map { AssessedItem.sample($0, at: Self.now + .milliseconds($0)) }
        for item in items { try await scene.commit([item], at: item.item.fetchedAt) }
        let first = try #require(try await scene.history.assessedItems(since: Self.now, after: 0, limit: 3))
        #expect(first.items.map(\.item) == items.prefix(3).map(\.item))
        #expect(first.items.map(\.text.entities) == items.prefix(3).map(\.text.entities))
        #expect(
            first.items.map(\.text.assessment.sentiment) == items.prefix(3).map(\.text.assessment.sentiment))
        let next = try #require(
            try await scene.history.assessedItems(since: Self.now, after: first.last, limit: 3))
        #expect(next.items.map(\.item.key) == ["guid:3", "guid:4"])
        let end = try await scene.history.assessedItems(since: Self.now, after: next.last, limit: 3)
        #expect(end?.last == nil)
        let late = try #require(
            try await scene.history.assessedItems(since: Self.now + .milliseconds(4), after: 0, limit: 3))
        #expect(late.items.map(\.item.key) == ["guid:4"])
        #expect(try await scene.history.headlines().map(\.text) == items.map(\.item.title))
        #expect(try await scene.history.headlines().map(\.at) == items.map(\.item.eventTime))
    }
}
