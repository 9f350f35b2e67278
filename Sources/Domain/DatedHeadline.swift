/// A headline of the past.
public struct DatedHeadline: Sendable, Equatable {
    public var at: Instant
    public var source: String
    public var text: String

    public init(at: Instant, source: String, text: String) {
        self.at = at
        self.source = source
        self.text = text
    }
}
