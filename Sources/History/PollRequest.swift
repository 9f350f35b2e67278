public import Domain

/// What comes of asking for a poll.
public enum PollRequest: Sendable, Equatable {
    /// The feed is polled now.
    case accepted
    /// Its server wants to be left alone until a time, which holds for everybody.
    case held(until: Instant)
    /// Somebody paused the feed.
    case paused
}
