/// How a feed fares, since when, and how that is known.
public struct FeedCondition: Sendable, Equatable, Codable {
    public let state: FeedState
    public let since: Instant
    /// In words.
    public let evidence: String?

    public init(_ state: FeedState, since: Instant, evidence: String? = nil) {
        self.state = state
        self.since = since
        self.evidence = evidence
    }
}
