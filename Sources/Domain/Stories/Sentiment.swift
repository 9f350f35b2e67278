public enum Sentiment: String, Sendable, CaseIterable {
    case negative, neutral, positive
}
