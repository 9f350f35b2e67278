/// An adverse event that a text may report for a company or institution, such as a probe or a recall.
public struct AdverseEvent: Sendable, Equatable {
    /// From this probability on, an event counts as reported.
    ///
    /// Lower than a half: a monitor that misses an event costs its reader more than one that tells a doubtful
    /// one. MODEL_CARD.md has precision and recall at it.
    public static let threshold: Float = 0.4

    /// From this probability on, an event in a neutral tone counts as bad news.
    ///
    /// Higher than the other: with every doubtful event, more is usual of each company, and a surge stands
    /// out less. BENCHMARKS.md has what other values bring on dated headlines.
    public static let sureThreshold: Float = 0.75

    /// How probable it is that the text reports one, in [0, 1].
    public let probability: Float
    /// What kinds of event it is, the most probable first; empty where none is reported or none is sure.
    public let types: [RiskType]

    /// An event of the given types.
    public init(probability: Float, types: [RiskType]) {
        self.probability = probability
        self.types = types
    }

    /// The event as a risk head sees it.
    public init(_ risk: RiskScores) {
        let isReported = risk.adverse >= Self.threshold
        let likely = zip(risk.types, risk.probabilities).filter { isReported && $1 >= Self.threshold }
        self.init(probability: risk.adverse, types: likely.sorted { $0.1 > $1.1 }.map(\.0))
    }

    /// Whether the text counts as reporting one.
    public var isReported: Bool { probability >= Self.threshold }

    /// Whether the text surely reports one.
    public var isSure: Bool { probability >= Self.sureThreshold }

    /// The same event with another probability: for one entity of the text.
    public func with(probability: Float) -> AdverseEvent {
        AdverseEvent(
            probability: probability, types: probability >= Self.threshold ? types : [])
    }
}
