/// A headline of the past.
public struct DatedHeadline: Sendable, Equatable {
    public let at: Instant
    public let source: String
    public let text: String

    public init(at: Instant, source: String, text: String) {
        self.at = at
        self.source = source
        self.text = text
    }
}
