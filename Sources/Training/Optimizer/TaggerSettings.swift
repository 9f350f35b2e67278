/// How a tagger learns.
public struct TaggerSettings: Sendable, Equatable, Codable {
    /// Layers of the encoder that it shares.
    public var sharedLayers = 2
    /// Layers of its own.
    public var layers = 4
    /// Passes over all documents.
    public var epochs = 5
    /// Tokens a step, more or less.
    public var batch = 800
    /// The highest learning rate of the last layer.
    public var rate: Float = 2e-4
    /// The rate of what is over the layers, and of the vectors of shapes, in multiples of `rate`.
    public var headRate: Float = 5
    /// The rate of a layer in multiples of that of the layer above it.
    public var layerDecay: Float = 0.9
    /// The share of the steps over which the rate rises from 0; it then falls to 0 in a straight line.
    public var warmUp: Float = 0.06
    /// How much of a weight is taken off a step, as a share of the rate.
    public var weightDecay: Float = 0.01
    /// The largest norm of a step's gradients.
    public var clip: Float = 1
    /// The share of the activations that is dropped.
    public var dropout: Float = 0.1
    /// The share of the probability that is spread over all tags.
    public var smoothing: Float = 0.02
    /// Weights are averaged over about 1 / (1 - average) steps.
    public var average: Float = 0.998
    /// The length of the adversarial perturbation of a text's states together; 0 trains without.
    public var adversarial: Float = 0
    /// The share of the sentences that are taken to be written in lower case, in capitals or in title case.
    public var recased: Float = 0.15
    /// The share of the sentences that stand alone; the others come with those around them.
    public var alone: Float = 0.3
    /// Tokens of sentences that come together, at most.
    public var window = 160
    /// The random seed.
    public var seed: UInt64 = 1
    /// Threads to use; the result does not depend on it.
    public var threads = 2

    /// The settings with which the shipped tagger was trained.
    public init() {}
}
