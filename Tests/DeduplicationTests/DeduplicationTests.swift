import Domain
import Testing

@testable import Deduplication

@Suite struct DeduplicationTests {
    private static let now = Instant(seconds: 1_795_426_200)

    private func items(
        _ entries: [Entry], isFirst: Bool = false, known: Memory = Memory()
    ) async throws -> [Item] {
        let arrival = Arrival(feed: "f", at: Self.now, isBacklog: isFirst)
        return try await deduplicate(entries, of: arrival, known: known).items
    }

    @Test func `Known entries, repeats and empty ones are left out`() async throws {
        let entries = [
            Entry(id: "1", title: "One"), Entry(id: "2", title: "Two"), Entry(id: "2", title: "Two again"),
            Entry(id: "3"), Entry(id: "4", summary: "Only a summary"),
        ]
        let found = try await items(entries, known: Memory(keys: ["guid:1"]))
        #expect(found.map(\.title) == ["Two", "Only a summary"])
    }

    @Test func `Copies of a story share it, and the first one counts`() async throws {
        let entries = [
            Entry(id: "1", title: "Acme cuts its profit forecast"),
            Entry(id: "2", title: "ACME cuts its profit forecast - Reuters"),
            Entry(id: "3", title: "Acme: cuts its profit forecast!"),
            Entry(id: "4", title: "Bell cuts its profit forecast"),
        ]
        let found = try await items(entries)
        #expect(Set(found.map(\.story)).count == 2)
        #expect(found.map(\.isFirstOfStory) == [true, false, false, true])
        let later = try await items(
            [Entry(id: "9", title: "Acme cuts its profit forecast | Wire")],
            known: Memory(stories: [found[0].fingerprint: found[0].story]))
        #expect(later[0].story == found[0].story)
        #expect(!later[0].isFirstOfStory)
    }

    @Test func `An item has its date as stated, and the event time that follows from it`() async throws {
        let published = Self.now - .seconds(5 * 3600)
        let arrival = Arrival(feed: "f", at: Self.now, isBacklog: false, usualDelay: .seconds(4 * 3600))
        let item = try #require(
            try await deduplicate(
                [Entry(id: "1", title: "T", published: .local(published))], of: arrival, known: Memory()
            ).items.first)
        #expect(item.published == published)
        #expect(item.eventTime == Self.now - .seconds(3600))
    }

    @Test func `What the first fetch brings is a backlog`() async throws {
        #expect(try await items([Entry(title: "T")], isFirst: true)[0].isBacklog)
        #expect(!(try await items([Entry(title: "T")])[0].isBacklog))
    }

    @Test func `Endless titles and summaries are cut`() async throws {
        let long = String(repeating: "word ", count: 100_000)
        let item = try await items([Entry(title: long, summary: long)])[0]
        #expect(item.title.count == 1000)
        #expect(item.summary?.count == 20_000)
    }

    @Test func `A title is as new as it differs from those of the week before`() async throws {
        let title = "Acme cuts jobs at plants in Ohio after weak quarter"
        let like = "Acme cuts jobs at offices in Texas after weak quarter"
        var known = Memory()
        known.seen = [
            SeenTitle(title: like, story: StoryID(1), at: Self.now - .seconds(2 * 86400)),
            SeenTitle(title: title, story: StoryID(2), at: Self.now - .seconds(3 * 86400)),
        ]
        let item = try #require(try await items([Entry(id: "1", title: title)], known: known).first)
        #expect(item.isFirstOfStory, "after two days the same title is another story")
        #expect(item.novelty == 0)
        #expect(item.similarCounts == [0, 0, 2, 2, 2])
        let fresh = try #require(
            try await items(
                [Entry(id: "1", title: "Central bank leaves rates where they were")], known: known
            ).first)
        #expect(fresh.novelty == 1)
        #expect(fresh.similarCounts == [0, 0, 0, 0, 0])
    }

    @Test func `A near copy joins the story of its original`() async throws {
        let found = try await items([
            Entry(id: "1", title: "UPDATE 1-Acme cuts 2,000 jobs at its plants in Ohio"),
            Entry(id: "2", title: "Acme cuts 2,000 jobs at plants in Ohio, shares slip"),
            Entry(id: "3", title: "Acme cuts 3,000 jobs at plants in Ohio, shares slip"),
        ])
        #expect(found.map(\.isFirstOfStory) == [true, false, true])
        #expect(found[0].story == found[1].story)
    }

    @Test func `A changed title is an edit of the known item`() async throws {
        var known = Memory(keys: ["guid:1", "guid:2", "guid:3"])
        known.titles = ["guid:1": "One", "guid:2": "Two"]
        let arrival = Arrival(feed: "f", at: Self.now, isBacklog: false)
        let entries = [
            Entry(id: "1", title: "One"), Entry(id: "2", title: "Two, corrected", summary: "s"),
            Entry(id: "3", title: "Deleted since"),
        ]
        let fresh = try await deduplicate(entries, of: arrival, known: known)
        #expect(fresh.items.isEmpty)
        #expect(
            fresh.edits == [ItemEdit(key: "guid:2", title: "Two, corrected", summary: "s", former: "Two")])
    }
}
