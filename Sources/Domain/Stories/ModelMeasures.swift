/// What was measured of a model on labeled texts, as its weights say.
public struct ModelMeasures: Sendable, Equatable {
    /// Scores by name, such as `phrasebank.sentiment.accuracy`, in [0, 1].
    public var scores: [String: Double]
    /// How far the heads' probabilities are from what is so; empty where that was not measured.
    public var reliability: [Reliability]

    /// Nothing is known unless it is given.
    public init(scores: [String: Double] = [:], reliability: [Reliability] = []) {
        self.scores = scores
        self.reliability = reliability
    }
}
