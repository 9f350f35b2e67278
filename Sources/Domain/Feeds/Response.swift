/// One HTTP response to a poll of one feed.
public struct Response: Sendable {
    public let feed: Feed
    /// The HTTP status; 304 has an empty body.
    public let status: Int
    /// What the server sent, and when it was complete.
    public let document: FeedDocument
    /// What to store for the feed's next poll, if the body turns out to be usable.
    public var cursor: FeedCursor
    /// Where the polling stood before.
    public let previous: FeedCursor

    /// When the response was complete.
    public var receivedAt: Instant { document.receivedAt }

    /// Whether the feed had never succeeded before: its entries are a backlog.
    public var isFirst: Bool { previous.lastSuccess == nil }

    public init(
        feed: Feed, status: Int, url: String, contentType: String?, body: [UInt8], receivedAt: Instant,
        cursor: FeedCursor, previous: FeedCursor
    ) {
        self.feed = feed
        self.status = status
        document = FeedDocument(body, url: url, contentType: contentType, receivedAt: receivedAt)
        self.cursor = cursor
        self.previous = previous
    }
}
