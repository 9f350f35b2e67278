public import Domain

/// Which entries are stored already.
public protocol KnownEntries: Sendable {
    /// The titles of the feed's stored items that have one of the keys; nil for an item that was deleted
    /// since.
    func knownTitles(feed: String, among keys: [String]) async throws -> [String: String?]
}

/// The stories of the last days.
public protocol KnownStories: Sendable {
    /// The stories first seen since `since`, by fingerprint.
    func stories(withFingerprints fingerprints: [Int64], since: Instant) async throws -> [Int64: StoryID]
    /// Titles seen since `since` that share a band, by band.
    func titles(inBands bands: [Int64], since: Instant) async throws -> [Int64: [SeenTitle]]
}
