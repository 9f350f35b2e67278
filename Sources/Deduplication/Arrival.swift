public import Domain

/// A delivery of entries: which feed they belong to, and when they came.
public struct Arrival: Sendable, Equatable {
    /// The feed's id.
    public let feed: String
    /// When the response was complete; replaces dates that are missing or not believable.
    public let at: Instant
    /// Whether these are what a feed already held when it was first polled: they teach and raise no alert.
    public let isBacklog: Bool
    /// Keys that entries of the feed were seen to share.
    public let sharedKeys: [String]

    /// An arrival of entries of one feed.
    public init(feed: String, at: Instant, isBacklog: Bool, sharedKeys: [String] = []) {
        self.feed = feed
        self.at = at
        self.isBacklog = isBacklog
        self.sharedKeys = sharedKeys
    }
}
