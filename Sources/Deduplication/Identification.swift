public import Domain

// The half of deduplication that needs only the feed's own past: several machines can do it at once, each for
// its feeds. Which story an entry belongs to is decided afterwards, by one (`placeInStories`).

/// Characters of a title that are kept; nothing honest is longer.
public let maximumTitle = 1000
/// Characters of a summary that are kept.
private let maximumSummary = 20_000

/// Finds the entries of an arrival that are not stored yet, and the changed titles of those that are.
///
/// Entries without any text are dropped; of entries that share an identity the first counts. An id or a link
/// that several different entries share is no identity. Asks one question.
/// - Throws: What `known` throws.
public func identify(
    _ entries: [Entry], of arrival: Arrival, known: some KnownEntries
) async throws -> Identified {
    let shared = sharedKeys(of: entries, known: arrival.sharedKeys)
    var identified = Identified(sharedKeys: remembered(shared))
    let candidates = candidates(entries, except: Set(shared))
    guard !candidates.isEmpty else { return identified }
    let knownTitles = try await known.knownTitles(
        feed: arrival.feed, among: candidates.flatMap { [$0.key] + $0.formerKeys })
    for candidate in candidates {
        guard let known = knownTitles[candidate.key] else {
            // Stored while its id looked like one.
            let isStored = candidate.formerKeys.contains { knownTitles[$0] == candidate.title }
            if !isStored { identified.entries.append(candidate) }
            continue
        }
        // A deleted item has no title to compare with.
        guard let former = known, former != candidate.title else { continue }
        identified.edits.append(
            ItemEdit(
                key: candidate.key, title: candidate.title, summary: candidate.summary,
                language: candidate.entry.language, former: former))
    }
    return identified
}

private func candidates(_ entries: [Entry], except shared: Set<String>) -> [IdentifiedEntry] {
    var keys: Set<String> = []
    return entries.compactMap { entry in
        guard let title = entry.title ?? entry.summary ?? entry.content else { return nil }
        let key = identity(of: entry, except: shared)
        guard keys.insert(key).inserted else { return nil }
        return IdentifiedEntry(
            key: key, title: String(title.prefix(maximumTitle)),
            summary: entry.summary.map { String($0.prefix(maximumSummary)) }, entry: entry)
    }
}
