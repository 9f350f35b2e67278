public import Domain

/// Copies of a story appear within this time of it; the same title later is another story ("Stocks close
/// higher").
public let storyLifetime: Duration = .seconds(48 * 3600)

/// Turns the entries of an arrival into the items that are not stored yet, and into edits of those that are:
/// `identify`, then `placeInStories`.
///
/// Asks `known` at most three questions, however many entries there are.
/// - Throws: What `known` throws.
public func deduplicate(
    _ entries: [Entry], of arrival: Arrival, known: some KnownEntries & KnownStories
) async throws -> Fresh {
    let identified = try await identify(entries, of: arrival, known: known)
    let items = try await placeInStories(identified.entries, of: arrival, known: known)
    return Fresh(items: items, edits: identified.edits)
}
