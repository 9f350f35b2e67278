/// A topic with its probability.
public struct TopicScore: Sendable, Equatable {
    /// As the model labels it.
    public let name: String
    /// In [0, 1].
    public let probability: Float

    /// A topic with its probability, in [0, 1].
    public init(name: String, probability: Float) {
        self.name = name
        self.probability = probability
    }
}
