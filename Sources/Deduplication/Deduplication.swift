public import Domain

/// What is stored already.
public protocol KnownStories: Sendable {
    /// Those of the keys that the feed's items have.
    func knownKeys(feed: String, among keys: [String]) async throws -> Set<String>
    /// The stories first seen since `since`, by fingerprint.
    func stories(withFingerprints fingerprints: [Int64], since: Instant) async throws -> [Int64: StoryID]
}

/// Copies of a story appear within this time of it; the same title later is another story ("Stocks close higher").
public let storyLifetime: Duration = .seconds(48 * 3600)

/// Dates further than this ahead of the fetch are not believed; clocks are rarely more wrong.
private let believableFuture: Duration = .seconds(300)
/// Dates older than this are kept as published, but the item counts as of the fetch: feeds do not carry such.
private let believableAge: Duration = .seconds(30 * 24 * 3600)
/// Characters of a title or summary that are kept; nothing honest is longer.
private let longestTitle = 1000
private let longestSummary = 20_000

/// Turns the entries of a response into those items that are not stored yet.
///
/// Entries without a title and a text are dropped; of entries that share an identity the first counts.
public func deduplicate(
    _ entries: [Entry], of response: Response, known: some KnownStories
) async throws -> [Item] {
    var keyed: [(key: String, entry: Entry, title: String)] = []
    var keys: Set<String> = []
    for entry in entries {
        guard let title = entry.title ?? entry.summary ?? entry.content else { continue }
        let key = identity(of: entry)
        if keys.insert(key).inserted { keyed.append((key, entry, String(title.prefix(longestTitle)))) }
    }
    let knownKeys = try await known.knownKeys(feed: response.feed.id, among: keyed.map(\.key))
    let fresh = keyed.filter { !knownKeys.contains($0.key) }
    var stories = try await known.stories(
        withFingerprints: fresh.map { storyFingerprint($0.title) }, since: response.receivedAt - storyLifetime
    )
    return fresh.map { key, entry, title in
        let fingerprint = storyFingerprint(title)
        let isFirst = stories[fingerprint] == nil
        let story = stories[fingerprint] ?? newStory(fingerprint, at: response.receivedAt)
        stories[fingerprint] = story
        return Item(
            feed: response.feed.id, key: key, story: story, fingerprint: fingerprint, isFirstOfStory: isFirst,
            title: title,
            link: entry.link, summary: entry.summary.map { String($0.prefix(longestSummary)) },
            author: entry.author, language: entry.language,
            eventTime: eventTime(entry.published ?? entry.updated, fetchedAt: response.receivedAt),
            published: entry.published ?? entry.updated, fetchedAt: response.receivedAt,
            isBacklog: response.isFirst)
    }
}

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
