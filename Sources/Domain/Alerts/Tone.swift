/// The side of the news that a rule watches.
public enum Tone: String, Sendable, CaseIterable {
    /// Bad news, as without a rule.
    case negative
    /// Good news.
    case positive
    /// All news, whatever its tone.
    case any
}
