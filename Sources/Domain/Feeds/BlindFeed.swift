/// A feed whose state is blind: news that happens now would be missed.
public struct BlindFeed: Sendable, Equatable {
    /// The feed's id.
    public let id: String
    /// The feed's title.
    public let title: String
    /// What keeps it from seeing.
    public let state: FeedState
    /// When it entered the state.
    public let since: Instant
    /// How that is known, in words.
    public let evidence: String?

    /// A blind feed as the history knows it.
    public init(id: String, title: String, state: FeedState, since: Instant, evidence: String?) {
        self.id = id
        self.title = title
        self.state = state
        self.since = since
        self.evidence = evidence
    }
}
