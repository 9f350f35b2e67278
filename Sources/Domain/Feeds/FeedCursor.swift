/// The polling state of one feed; stored with the items of the response that moved it.
public struct FeedCursor: Sendable, Equatable {
    /// `ETag` exactly as received (RFC 9110, 8.8.3): quotes, `W/` and all.
    public var etag: String?
    /// `Last-Modified` exactly as received.
    public var lastModified: String?
    /// When to poll next.
    public var nextDue: Instant
    /// When the last usable response came; nil before the first.
    public var lastSuccess: Instant?
    /// Polls that failed since the last success.
    public var failures: Int
    /// Why the last poll failed, in words; nil after a success.
    public var lastError: String?
    /// How the feed fares; nil before its first response.
    public var condition: FeedCondition?
    /// What else to remember from one poll to the next.
    public var memory = FeedMemory()

    /// A cursor that was stored, or with only `nextDue`, that of a new feed.
    public init(
        etag: String? = nil, lastModified: String? = nil, nextDue: Instant, lastSuccess: Instant? = nil,
        failures: Int = 0, lastError: String? = nil, condition: FeedCondition? = nil,
        memory: FeedMemory = FeedMemory()
    ) {
        self.etag = etag
        self.lastModified = lastModified
        self.nextDue = nextDue
        self.lastSuccess = lastSuccess
        self.failures = failures
        self.lastError = lastError
        self.condition = condition
        self.memory = memory
    }
}
