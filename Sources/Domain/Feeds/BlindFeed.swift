/// A feed that does not see what happens.
public struct BlindFeed: Sendable, Equatable {
    public let id: String
    public let title: String
    public let state: String
    public let since: Instant
    /// How that is known, in words.
    public let evidence: String?

    public init(id: String, title: String, state: String, since: Instant, evidence: String?) {
        self.id = id
        self.title = title
        self.state = state
        self.since = since
        self.evidence = evidence
    }
}
