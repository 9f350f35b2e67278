public import Domain

/// Knows what happened to each feed.
public protocol FeedRecords: Sendable {
    /// The changes of a feed's health, the latest first.
    func feedEvents(of feed: String, limit: Int) async throws -> [FeedEvent]

    /// What a feed brought, hour by hour, the oldest first; reaches back a week.
    func feedActivity(of feed: String, in span: Range<Instant>) async throws -> [(hour: Instant, items: Int)]

    /// When feeds would have missed what happened, by feed; what goes on still ends with the span.
    ///
    /// - Parameter feeds: Only these feeds; nil for all that are watched.
    func blindTimes(of feeds: Set<String>?, in span: Range<Instant>) async throws -> [String: [Range<
        Instant
    >]]
}

/// A change of a feed's health.
public struct FeedEvent: Sendable, Equatable {
    /// When it was noticed.
    public let at: Instant
    /// The state that the feed entered.
    public let state: FeedState
    /// How that is known, in words.
    public let evidence: String?

    /// A change of a feed's health.
    public init(at time: Instant, state: FeedState, evidence: String?) {
        at = time
        self.state = state
        self.evidence = evidence
    }
}
