/// How a feed fares, since when, and the evidence.
public struct FeedCondition: Sendable, Equatable, Codable {
    /// The state itself.
    public let state: FeedState
    /// When the feed entered the state.
    public let since: Instant
    /// How that is known, in words.
    public let evidence: String?

    /// A condition that began at `since`.
    public init(_ state: FeedState, since: Instant, evidence: String? = nil) {
        self.state = state
        self.since = since
        self.evidence = evidence
    }
}
