/// What a person said of an alert.
public struct Feedback: Sendable, Equatable, Codable {
    /// Whether the alert was worth having.
    public enum Kind: String, Sendable, Codable {
        /// Seen, and somebody is looking into it.
        case acknowledged
        /// Not useful.
        case dismissed
    }

    /// What was wrong with a dismissed alert.
    public enum Code: String, Sendable, Codable, CaseIterable {
        case duplicate
        case irrelevantEntity = "irrelevant-entity"
        case stale
        case wrongSentiment = "wrong-sentiment"
    }

    public let kind: Kind
    /// Who said it.
    public let by: String
    /// Why, in their words.
    public let reason: String?
    /// RFC 3339, UTC.
    public let at: String
    public var code: Code?
    /// When an acknowledgement expires, RFC 3339 in UTC; nil for one that lasts until the alert ends or escalates,
    /// which ends every acknowledgement.
    public var until: String?

    /// Creates feedback without a code that does not expire.
    public init(kind: Kind, by: String, reason: String?, at: String) {
        self.kind = kind
        self.by = by
        self.reason = reason
        self.at = at
    }
}
