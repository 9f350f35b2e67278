public import Domain

/// What a person said about an alert.
public struct Feedback: Sendable, Equatable {
    /// Whether the alert was worth having.
    public enum Kind: String, Sendable {
        /// Seen, and somebody is looking into it.
        case acknowledged
        /// Not useful.
        case dismissed
    }

    /// What was wrong with a dismissed alert.
    public enum Code: String, Sendable, CaseIterable {
        case duplicate
        case irrelevantEntity = "irrelevant-entity"
        case stale
        case wrongSentiment = "wrong-sentiment"
    }

    /// Whether the alert was acknowledged or dismissed.
    public let kind: Kind
    /// Who said it.
    public let by: String
    /// Why, in their words.
    public let reason: String?
    /// When it was said.
    public let at: Instant
    /// What was wrong with the alert; nil where nobody said.
    public var code: Code?
    /// When an acknowledgement expires; nil for one that lasts until the alert is resolved or escalates,
    /// which ends every acknowledgement.
    public var until: Instant?

    /// Creates feedback without a code that does not expire.
    public init(kind: Kind, by: String, reason: String?, at: Instant) {
        self.kind = kind
        self.by = by
        self.reason = reason
        self.at = at
    }
}
