/// One HTTP answer to a poll of one feed, as it came, with the time at which it was complete.
public struct Response: Sendable {
    public let feed: Feed
    /// The HTTP status; 304 has an empty body.
    public let status: Int
    /// The address that answered, after redirects.
    public let url: String
    /// The value of `Content-Type`, as sent.
    public let contentType: String?
    public let body: [UInt8]
    public let receivedAt: Instant
    /// What to store for the feed's next poll, if the body turns out to be usable.
    public var cursor: FeedCursor
    /// Where the polling stood before.
    public let previous: FeedCursor

    /// Whether the feed had never succeeded before: its entries are a backlog.
    public var isFirst: Bool { previous.lastSuccess == nil }

    public init(
        feed: Feed, status: Int, url: String, contentType: String?, body: [UInt8], receivedAt: Instant,
        cursor: FeedCursor, previous: FeedCursor
    ) {
        self.feed = feed
        self.status = status
        self.url = url
        self.contentType = contentType
        self.body = body
        self.receivedAt = receivedAt
        self.cursor = cursor
        self.previous = previous
    }
}
