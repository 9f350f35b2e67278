public import Domain

/// What a poll came to.
public enum FetchResult: Sendable {
    /// A body to parse, or a 304 with nothing new.
    case response(Response)
    /// No usable answer; the cursor says why and when the next try is due.
    case failure(Feed, FeedCursor)
}
