/// What a text means for what it is about; the raw values are stored and printed.
public enum Sentiment: String, Sendable, CaseIterable {
    case negative, neutral, positive
}
