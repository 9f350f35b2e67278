public import Domain

/// Knows the items: which are stored, which share a story, and what was said about them.
public protocol ItemBook: Sendable {
    /// The titles of a feed's items, for those of the keys that are stored; nil for an item that was deleted
    /// since.
    func knownTitles(feed: String, among keys: [String]) async throws -> [String: String?]

    /// The stories of items fetched at or after a time, by fingerprint; of several the latest.
    func stories(withFingerprints fingerprints: [Int64], since: Instant) async throws -> [Int64: StoryID]

    /// Titles fetched at or after a time, by the bands they are in; of a crowded band the latest 20.
    func titles(inBands bands: [Int64], since: Instant) async throws -> [Int64: [SeenTitle]]

    /// All titles with their times, the oldest first.
    func headlines() async throws -> [DatedHeadline]

    /// The next items fetched at or after a time with their assessments, in the order in which they were
    /// stored; nil at the end.
    ///
    /// Assessments have only the most probable topic, the words that were stored, and no embedding.
    /// - Parameter last: The last item of the page before; 0 for the first page.
    func assessedItems(since: Instant, after last: Int64, limit: Int) async throws -> AssessedPage?
}

/// Some stored items, in the order in which they were stored.
public struct AssessedPage: Sendable {
    /// The items of the page; some may be missing where a row cannot be read.
    public let items: [AssessedItem]
    /// The number of the last item, to ask for the next page.
    public let last: Int64

    /// A page that ends with the item of a number.
    public init(items: [AssessedItem], last: Int64) {
        self.items = items
        self.last = last
    }
}
