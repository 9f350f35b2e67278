public import Classification
public import Domain

/// The parameters that a run ended with.
public struct TrainedModel: Sendable {
    let parameters: ModelParameters
    /// The scores of every epoch.
    public let curve: [EpochScores]
    /// What the logits of each head were divided by.
    public let temperatures: [HeadName: Float]

    /// The tensors for a file of weights.
    public func tensors() -> [NamedTensor] { parameters.tensors() }
}
