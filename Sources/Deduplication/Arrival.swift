public import Domain

/// A delivery of entries: which feed they belong to, and when they came.
public struct Arrival: Sendable, Equatable {
    /// The feed's id.
    public let feed: String
    /// When the response was complete; replaces dates that are missing or not believable.
    public let at: Instant
    /// Whether the feed is new, in its first answer or soon after it: the entries teach and raise no alert.
    public let isBacklog: Bool
    /// How late the feed's dates usually are; nil while that is not known.
    public let usualDelay: Duration?
    /// Keys that entries of the feed were seen to share.
    public let sharedKeys: [String]

    /// An arrival of entries of one feed.
    public init(
        feed: String, at: Instant, isBacklog: Bool, usualDelay: Duration? = nil, sharedKeys: [String] = []
    ) {
        self.feed = feed
        self.at = at
        self.isBacklog = isBacklog
        self.usualDelay = usualDelay
        self.sharedKeys = sharedKeys
    }
}
