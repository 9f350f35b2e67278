public import Domain

/// Makes items of new entries: gives each its story, says whether it is the first of it, and how new it is.
///
/// Calls must come one after the other, each after the items of the one before are known: of two copies only
/// one can be first. Asks two questions, however many entries there are.
/// - Throws: What `known` throws.
public func placeInStories(
    _ entries: [IdentifiedEntry], of arrival: Arrival, known: some KnownStories
) async throws -> [Item] {
    guard !entries.isEmpty else { return [] }
    let titles = entries.map { Stories.Title($0.title) }
    var stories = try await Stories(titles, known: known, at: arrival.at)
    return zip(entries, titles).map { Item($0, $1, stories.place($1), arrival) }
}

extension Item {
    fileprivate init(
        _ identified: IdentifiedEntry, _ title: Stories.Title, _ placement: Stories.Placement,
        _ arrival: Arrival
    ) {
        let entry = identified.entry
        let date = identified.date
        self.init(
            feed: arrival.feed, key: identified.key, story: placement.story, fingerprint: title.fingerprint,
            bands: title.bands, isFirstOfStory: !placement.isCopy,
            novelty: placement.isCopy ? 0 : placement.novelty.novelty,
            similarCounts: placement.novelty.similarCounts,
            title: identified.title, link: entry.link, summary: identified.summary, author: entry.author,
            language: entry.language,
            eventTime: Deduplication.eventTime(
                of: date, fetchedAt: arrival.at, usualDelay: arrival.usualDelay),
            published: date?.reading, fetchedAt: arrival.at, isBacklog: arrival.isBacklog,
            publisher: entry.publisher)
    }
}
