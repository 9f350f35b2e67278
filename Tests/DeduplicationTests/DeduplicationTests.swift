import Domain
import Testing

@testable import Deduplication

/// What is stored, in memory.
private struct Memory: KnownStories {
    var keys: Set<String> = []
    var stories: [Int64: StoryID] = [:]

    func knownKeys(feed: String, among keys: [String]) async throws -> Set<String> {
        self.keys.intersection(keys)
    }

    func stories(withFingerprints fingerprints: [Int64], since: Instant) async throws -> [Int64: StoryID] {
        stories.filter { fingerprints.contains($0.key) }
    }
}

@Suite struct DeduplicationTests {
    private static let now = Instant(seconds: 1_795_426_200)

    private func items(
        _ entries: [Entry], isFirst: Bool = false, known: Memory = Memory()
    ) async throws -> [Item] {
        let feed = Feed(id: "f", title: "F", url: "https://f.example/", kind: .news, interval: .seconds(600))
        let response = Response(
            feed: feed, status: 200, url: feed.url, contentType: nil, body: [], receivedAt: Self.now,
            cursor: FeedCursor(nextDue: Self.now),
            previous: FeedCursor(nextDue: Self.now, lastSuccess: isFirst ? nil : Self.now))
        return try await deduplicate(entries, of: response, known: known)
    }

    @Test func `An entry is known by its id, else its link, else its text`() {
        #expect(identity(of: Entry(id: "a", title: "T", link: "l")) == "guid:a")
        #expect(identity(of: Entry(title: "T", link: "l")) == "link:l")
        let byText = identity(of: Entry(title: "T", summary: "s"))
        #expect(byText.hasPrefix("hash:"))
        #expect(byText == identity(of: Entry(title: "T", published: Self.now, summary: "s")))
        #expect(byText != identity(of: Entry(title: "T", summary: "other")))
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

    @Test func `A short title with a dash keeps what follows it`() {
        #expect(storyFingerprint("Oil - up") != storyFingerprint("Oil - down"))
    }

    @Test(arguments: [(nil, 0.0), (-3600.0, -3600), (120, 0), (86400, 0), (-40 * 86400, 0)])
    func `The published time counts when it is believable`(published: Double?, eventTime: Double) async throws
    {
        let entry = Entry(id: "1", title: "T", published: published.map { Self.now + .seconds($0) })
        let item = try await items([entry])[0]
        #expect(item.eventTime == Self.now + .seconds(eventTime))
        #expect(item.published == entry.published)
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
}
