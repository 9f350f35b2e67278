/// The settings of a training run.
public struct TrainingSettings: Sendable, Equatable, Codable {
    /// Passes over all training texts.
    public var epochs = 5
    /// Texts a step.
    public var batch = 32
    /// The highest learning rate of the encoder's last layer.
    public var rate: Float = 1e-4
    /// The rate of what is over the encoder, in multiples of `rate`.
    public var headRate: Float = 5
    /// The rate of a layer in multiples of that of the layer above it (Howard and Ruder 2018, "discriminative
    /// fine-tuning").
    public var layerDecay: Float = 0.9
    /// The share of the steps over which the rate rises from 0; it then falls to 0 in a straight line.
    public var warmUp: Float = 0.06
    /// How much of a weight is taken off a step, as a share of the rate (Loshchilov and Hutter 2019).
    public var weightDecay: Float = 0.01
    /// The largest norm of a step's gradients, to which larger ones are scaled down (Pascanu and others
    /// 2013).
    public var clip: Float = 1
    /// The share of the activations that is dropped (Srivastava and others 2014).
    public var dropout: Float = 0.1
    /// The share of the probability that is spread over all labels (Szegedy and others 2016).
    public var smoothing: Float = 0.05
    /// The length of the adversarial perturbation of a text's word vectors together; 0 trains without.
    ///
    /// Source: Miyato, Dai and Goodfellow 2017.
    public var adversarial: Float = 0
    /// The share of the texts that are varied by rule each time they come up, see Variants.swift.
    public var variants: Float = 0
    /// The share of the texts with cashtags, hashtags or mentions that lose them each time they come up, see
    /// TagDropout.swift.
    public var tagDropout: Float = 0.4
    /// The weight of the loss that makes the attention point at words, see Lexicon.swift.
    public var lexical: Float = 1
    /// Weights are averaged over about 1 / (1 - average) steps (Polyak and Juditsky 1992); 0 takes them as
    /// they end.
    public var average: Float = 0.999
    /// How often the texts of a corpus come up in an epoch, where that is more than once.
    public var repeats: [String: Int] = [:]
    /// How many times as often a text comes up whose entities have different labels.
    ///
    /// They are few, and the only ones that show that the sentiment toward an entity is not that of the
    /// whole.
    public var contrasts = 1
    /// Whether the encoder stays as it is, and only pooling and heads learn.
    public var freezesEncoder = false
    /// Whether the word vectors learn, too.
    public var trainsWords = false
    /// Tokens of a text at most, the frame included.
    public var longest = 128
    /// Width of the projection in the attention pooling.
    public var poolingWidth = 128
    /// Width of the hidden layer of each head.
    public var headWidth = 128
    /// The random seed.
    public var seed: UInt64 = 1
    /// Threads to use; the result does not depend on it.
    public var threads = 2
    /// Whether to multiply in bfloat16 where the CPU can; sums are fp32 in any case.
    public var bfloat16 = true

    /// The settings with which a run is good without thought.
    public init() {}
}
