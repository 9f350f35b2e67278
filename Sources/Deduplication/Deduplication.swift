public import Domain

/// What is stored already.
public protocol KnownStories: Sendable {
    /// The titles of those of the keys that the feed's items have; nil for an item that was deleted since.
    func knownTitles(feed: String, among keys: [String]) async throws -> [String: String?]
    /// The stories first seen since `since`, by fingerprint.
    func stories(withFingerprints fingerprints: [Int64], since: Instant) async throws -> [Int64: StoryID]
    /// Titles seen since `since` that share a band, by band.
    func titles(inBands bands: [Int64], since: Instant) async throws -> [Int64: [SeenTitle]]
}

/// What a response brings that is not stored as it is.
public struct Fresh: Sendable, Equatable {
    public var items: [Item] = []
    /// Items that are stored under another title.
    public var edits: [ItemEdit] = []
}

/// Titles are compared with those of so long before.
private let noveltyMemory: Duration = .seconds(7 * 24 * 3600)

/// Copies of a story appear within this time of it; the same title later is another story ("Stocks close higher").
public let storyLifetime: Duration = .seconds(48 * 3600)

/// Dates further than this ahead of the fetch are not believed; clocks are rarely more wrong.
private let believableFuture: Duration = .seconds(300)
/// Dates older than this are kept as published, but the item counts as of the fetch: feeds do not carry such.
private let believableAge: Duration = .seconds(30 * 24 * 3600)
/// Characters of a title or summary that are kept; nothing honest is longer.
private let longestTitle = 1000
private let longestSummary = 20_000

/// Turns the entries of a response into those items that are not stored yet, and into edits of those that are.
///
/// Entries without a title and a text are dropped; of entries that share an identity the first counts.
public func deduplicate(
    _ entries: [Entry], of response: Response, known: some KnownStories
) async throws -> Fresh {
    var keyed: [(key: String, entry: Entry, title: String)] = []
    var keys: Set<String> = []
    for entry in entries {
        guard let title = entry.title ?? entry.summary ?? entry.content else { continue }
        let key = identity(of: entry)
        if keys.insert(key).inserted { keyed.append((key, entry, String(title.prefix(longestTitle)))) }
    }
    let knownTitles = try await known.knownTitles(feed: response.feed.id, among: keyed.map(\.key))
    var fresh = Fresh()
    for (key, entry, title) in keyed {
        if case .some(.some(let old)) = knownTitles[key], old != title {
            fresh.edits.append(ItemEdit(key: key, title: title, summary: summary(entry)))
        }
    }
    let unknown = keyed.filter { knownTitles[$0.key] == nil }.map { key, entry, title in
        let words = TitleWords(title)
        return (key, entry, title, fingerprint: storyFingerprint(title), words, bands: words.bands)
    }
    guard !unknown.isEmpty else { return fresh }
    let now = response.receivedAt
    var stories = try await known.stories(
        withFingerprints: unknown.map(\.fingerprint), since: now - storyLifetime)
    var seen = try await known.titles(
        inBands: Array(Set(unknown.flatMap(\.bands))), since: now - noveltyMemory)
    for (key, entry, title, fingerprint, words, bands) in unknown {
        let candidates = Set(bands.flatMap { seen[$0] ?? [] })
        var novelty = Novelty()
        var copied = stories[fingerprint]
        for candidate in candidates.sorted(by: { ($0.at, $0.title) < ($1.at, $1.title) }) {
            let other = TitleWords(candidate.title)
            novelty.compare(words.similarity(to: other), age: now - candidate.at)
            if copied == nil, now - candidate.at <= storyLifetime, words.isCopy(of: other) {
                copied = candidate.story
            }
        }
        let story = copied ?? newStory(fingerprint, at: now)
        stories[fingerprint] = story
        for band in bands {
            seen[band, default: []].append(SeenTitle(title: title, story: story, at: now))
        }
        let date = entry.published ?? entry.updated
        fresh.items.append(
            Item(
                feed: response.feed.id, key: key, story: story, fingerprint: fingerprint, bands: bands,
                isFirstOfStory: copied == nil, novelty: copied == nil ? novelty.novelty : 0,
                likes: novelty.likes,
                title: title, link: entry.link, summary: summary(entry), author: entry.author,
                language: entry.language, eventTime: eventTime(date, fetchedAt: now), published: date,
                fetchedAt: now, isBacklog: response.isFirst))
    }
    return fresh
}

private func summary(_ entry: Entry) -> String? { entry.summary.map { String($0.prefix(longestSummary)) } }

/// The published time where it is believable, else the fetch time.
private func eventTime(_ published: Instant?, fetchedAt: Instant) -> Instant {
    guard let published, published <= fetchedAt + believableFuture, published >= fetchedAt - believableAge
    else {
        return fetchedAt
    }
    return min(published, fetchedAt)
}

/// The same title is a new story each time it comes back after `storyLifetime`, so the hour is part of its name.
private func newStory(_ fingerprint: Int64, at time: Instant) -> StoryID {
    StoryID(fingerprint ^ (time.milliseconds / 3_600_000) &* 0x5851_F42D_4C95_7F2D)
}
