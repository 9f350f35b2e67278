/// A headline of the past, to be replayed.
public struct DatedHeadline: Sendable, Equatable {
    /// When it was published.
    public var at: Instant
    /// Who published it; sources count as feeds do.
    public var source: String
    /// The headline itself.
    public var text: String

    /// A headline as a file or the history holds it.
    public init(at: Instant, source: String, text: String) {
        self.at = at
        self.source = source
        self.text = text
    }
}
