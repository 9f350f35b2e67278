/// What a text says of one stream: of an entity, of a topic, or of the market.
public struct Verdict: Sendable, Equatable {
    /// The sentiment toward the entity, or of the text as a whole.
    public let sentiment: SentimentScores
    /// The adverse event that the entity, or anyone, suffers; nil where no model judged it.
    public let adverse: AdverseEvent?
    /// How much the text is about the entity, in (0, 1]; 1 for a topic and for the market.
    public let relevance: Float

    /// Whether the text names an event that befalls countries or markets, such as a tariff.
    public let isOfWorld: Bool

    /// A sentiment with the adverse event that goes with it.
    public init(
        _ sentiment: SentimentScores, adverse: AdverseEvent? = nil, relevance: Float = 1,
        isOfWorld: Bool = false
    ) {
        self.sentiment = sentiment
        self.adverse = adverse
        self.relevance = relevance
        self.isOfWorld = isOfWorld
    }

    /// Whether the text is bad news: its tone is negative, or it surely reports an adverse event, of a
    /// company or of the world, and its tone is not positive.
    ///
    /// A classifier of tone, taught by the likely effect on a share, calls "CEO arrested in money-laundering
    /// scandal" neutral as often as not: no figure falls in it.
    public var isBad: Bool {
        switch sentiment.label {
        case .negative: true
        case .neutral: isOfWorld || adverse?.isSure == true
        case .positive: false
        }
    }

    /// The kinds of adverse event that make it bad news; empty where none does.
    public var badTypes: [RiskType] { isBad ? adverse?.types ?? [] : [] }
}
