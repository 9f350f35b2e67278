/// One HTTP response to a poll of one feed.
public struct Response: Sendable {
    /// The feed that was polled.
    public let feed: Feed
    /// The HTTP status; 304 has an empty body.
    public let status: Int
    /// What the server sent, and when it was complete.
    public let document: FeedDocument
    /// The cursor to store, if the body turns out to be usable.
    public var cursor: FeedCursor
    /// The cursor before the poll.
    public let previous: FeedCursor

    /// When the response was complete.
    public var receivedAt: Instant { document.receivedAt }

    /// Whether this is the first success of the feed: its entries are a backlog.
    public var isFirst: Bool { previous.lastSuccess == nil }

    /// Whether the feed has been watched for less than so long.
    public func isNew(within period: Duration) -> Bool {
        isFirst || previous.memory.watchedSince.map { receivedAt - $0 < period } ?? false
    }

    /// A response of a server to a poll.
    public init(
        feed: Feed, status: Int, document: FeedDocument, cursor: FeedCursor, previous: FeedCursor
    ) {
        self.feed = feed
        self.status = status
        self.document = document
        self.cursor = cursor
        self.previous = previous
    }
}
