public import Domain

/// Copies of a story appear within this time of it; the same title later is another story ("Stocks close
/// higher").
public let storyLifetime: Duration = .seconds(48 * 3600)

/// Dates further than this ahead of the fetch are not believed; clocks are rarely more wrong.
private let believableFuture: Duration = .seconds(300)
/// Entries dated before this count as of the fetch, for feeds do not carry such; their date is kept as
/// published.
private let believableAge: Duration = .seconds(30 * 24 * 3600)
/// Characters of a title and of a summary that are kept; nothing honest is longer.
private let maximumTitle = 1000
private let maximumSummary = 20_000

/// Turns the entries of an arrival into the items that are not stored yet, and into edits of those that are.
///
/// Entries without any text are dropped; of entries that share an identity the first counts. Asks `known` at
/// most three questions, however many entries there are.
/// - Throws: What `known` throws.
public func deduplicate(
    _ entries: [Entry], of arrival: Arrival, known: some KnownStories
) async throws -> Fresh {
    let candidates = candidates(entries)
    let knownTitles = try await known.knownTitles(feed: arrival.feed, among: candidates.map(\.key))
    var fresh = Fresh()
    fresh.edits = candidates.compactMap { candidate in
        guard case .some(.some(let old)) = knownTitles[candidate.key], old != candidate.title else {
            return nil
        }
        return ItemEdit(key: candidate.key, title: candidate.title, summary: candidate.summary)
    }
    let unknown = candidates.filter { knownTitles[$0.key] == nil }
    guard !unknown.isEmpty else { return fresh }
    let titles = unknown.map { Stories.Title($0.title) }
    var stories = try await Stories(titles, known: known, at: arrival.at)
    for (candidate, title) in zip(unknown, titles) {
        fresh.items.append(Item(candidate, title, stories.place(title), arrival))
    }
    return fresh
}

/// An entry that has a text, under the identity that it has at every poll.
private struct Candidate {
    let key: String
    let entry: Entry
    let title: String

    var summary: String? { entry.summary.map { String($0.prefix(maximumSummary)) } }
}

private func candidates(_ entries: [Entry]) -> [Candidate] {
    var keys: Set<String> = []
    return entries.compactMap { entry in
        guard let title = entry.title ?? entry.summary ?? entry.content else { return nil }
        let key = identity(of: entry)
        guard keys.insert(key).inserted else { return nil }
        return Candidate(key: key, entry: entry, title: String(title.prefix(maximumTitle)))
    }
}

extension Item {
    fileprivate init(
        _ candidate: Candidate, _ title: Stories.Title, _ placement: Stories.Placement, _ arrival: Arrival
    ) {
        let entry = candidate.entry
        let date = entry.published ?? entry.updated
        self.init(
            feed: arrival.feed, key: candidate.key, story: placement.story, fingerprint: title.fingerprint,
            bands: title.bands, isFirstOfStory: !placement.isCopy,
            novelty: placement.isCopy ? 0 : placement.novelty.novelty,
            similarCounts: placement.novelty.similarCounts,
            title: candidate.title, link: entry.link, summary: candidate.summary, author: entry.author,
            language: entry.language, eventTime: believableTime(date, fetchedAt: arrival.at), published: date,
            fetchedAt: arrival.at, isBacklog: arrival.isBacklog)
    }
}

/// The published time where it is believable, otherwise the fetch time.
private func believableTime(_ published: Instant?, fetchedAt: Instant) -> Instant {
    guard let published, published <= fetchedAt + believableFuture, published >= fetchedAt - believableAge
    else {
        return fetchedAt
    }
    return min(published, fetchedAt)
}
