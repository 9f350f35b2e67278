/// What a text means for what it is about; the raw values are stored and printed.
public enum Sentiment: String, Sendable, CaseIterable {
    case negative, neutral, positive

    /// The labels of a head that answers with a sentiment, in the order of its outputs.
    public static let labels = allCases.map(\.rawValue)
}
