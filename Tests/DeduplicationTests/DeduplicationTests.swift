import Domain
import Testing

@testable import Deduplication

/// What is stored, in memory.
private struct Memory: KnownStories {
    var keys: Set<String> = []
    var stories: [Int64: StoryID] = [:]

    var titles: [String: String] = [:]
    var seen: [SeenTitle] = []

    func knownTitles(feed: String, among keys: [String]) async throws -> [String: String?] {
        var known: [String: String?] = [:]
        for key in keys where self.keys.contains(key) { known.updateValue(titles[key], forKey: key) }
        return known
    }

    func titles(inBands bands: [Int64], since: Instant) async throws -> [Int64: [SeenTitle]] {
        var found: [Int64: [SeenTitle]] = [:]
        for title in seen where title.at >= since {
            for band in TitleWords(title.title).bands where bands.contains(band) {
                found[band, default: []].append(title)
            }
        }
        return found
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
        let arrival = Arrival(feed: "f", at: Self.now, isBacklog: isFirst)
        return try await deduplicate(entries, of: arrival, known: known).items
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

    @Test(arguments: [
        (
            "UPDATE 1-Acme cuts 2,000 jobs at its plants in Ohio",
            "Acme cuts 2,000 jobs at plants in Ohio, shares slip",
            true
        ),
        (
            "Acme recalls sedans over faulty brakes in Europe",
            "Acme recalls sedans over faulty brakes across Europe", true
        ),
        // Another number, another name, the other direction: another story.
        (
            "Acme cuts 2,000 jobs at plants in Ohio this year",
            "Acme cuts 3,000 jobs at plants in Ohio this year", false
        ),
        (
            "Acme reports results of third quarter and outlook for year",
            "Bell reports results of third quarter and outlook for year", false
        ),
        (
            "Shares of chip makers rise after strong forecast",
            "Shares of chip makers fall after strong forecast", false
        ),
        (
            "Acme wins appeal against antitrust fine of regulator",
            "Acme loses appeal against antitrust fine of regulator", false
        ),
        ("Stocks close higher", "Stocks close higher today", false),
    ])
    func `Titles that differ a little are one story unless the difference matters`(
        a: String, b: String, areCopies: Bool
    ) async throws {
        #expect(TitleWords(a).isCopy(of: TitleWords(b)) == areCopies)
        #expect(TitleWords(b).isCopy(of: TitleWords(a)) == areCopies)
        let found = try await items([Entry(id: "1", title: a), Entry(id: "2", title: b)])
        #expect((found[0].story == found[1].story) == areCopies)
    }

    @Test func `Like titles meet in a band as often as MinHash promises`() {
        let vocabulary = (0..<400).map {
            "word\(String($0, radix: 36))x".filter { !$0.isNumber } + String(repeating: "q", count: $0 % 7)
                + String(repeating: "z", count: $0 / 7)
        }
        var (met, all) = (0, 0)
        for start in 0..<300 {
            // Nine words of eleven in common: 0.69.
            let a = vocabulary[start..<(start + 10)].joined(separator: " ")
            let b = vocabulary[(start + 1)..<(start + 11)].joined(separator: " ")
            let similarity = TitleWords(a).similarity(to: TitleWords(b))
            guard (0.75...0.9).contains(similarity) else { continue }
            all += 1
            met += Set(TitleWords(a).bands).isDisjoint(with: TitleWords(b).bands) ? 0 : 1
        }
        #expect(all > 200)
        #expect(Double(met) / Double(all) > 0.95)
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
        #expect(fresh.edits == [ItemEdit(key: "guid:2", title: "Two, corrected", summary: "s")])
    }
}
