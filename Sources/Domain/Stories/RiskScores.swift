/// How probable it is that a text reports an adverse event for a company or institution that it names.
public struct RiskScores: Sendable, Equatable {
    /// The probability of an event of any type, in [0, 1].
    public let adverse: Float
    /// The types of events in the order of the model.
    public let types: [RiskType]
    /// The probability of each type, in that order; several may hold at once, so that they sum to anything.
    public let probabilities: [Float]
    /// Whether they were settled before the encoder's last layer.
    public let isEarly: Bool

    /// Probabilities of an event and of its types, one for each of `types`.
    public init(adverse: Float, types: [RiskType], probabilities: [Float], isEarly: Bool = false) {
        precondition(types.count == probabilities.count)
        self.adverse = adverse
        self.types = types
        self.probabilities = probabilities
        self.isEarly = isEarly
    }

    /// The probability of a type; nil for one that the model does not know.
    public func probability(of type: RiskType) -> Float? {
        types.firstIndex(of: type).map { probabilities[$0] }
    }
}
