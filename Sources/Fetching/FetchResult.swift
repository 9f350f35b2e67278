public import Domain

/// The outcome of a poll.
public enum FetchResult: Sendable {
    /// A body to parse, or a 304 with nothing new.
    case response(Response)
    /// No usable response; the cursor says why, and when the next attempt is due.
    case failure(Feed, FeedCursor)

    /// The feed that was polled.
    public var feed: Feed {
        switch self {
        case .response(let response): response.feed
        case .failure(let feed, _): feed
        }
    }

    /// When the response was complete; nil for a failure.
    public var receivedAt: Instant? {
        if case .response(let response) = self { response.receivedAt } else { nil }
    }
}
