/// An entity that a text names.
public struct Mention: Sendable, Equatable {
    /// The name that people read.
    public let name: String
    /// The entity's symbol in the catalogue; nil for a name that no catalogue lists.
    public let symbol: String?
    /// The words of the text that first name it, or all words of a text that does not.
    public let words: Range<Int>
    /// How much the text is about the entity, in (0, 1]; 0 when the text does not name it.
    public let relevance: Float

    /// What an analyst house has at most in a title that is not about it: it only judges others.
    public static let speakerRelevance: Float = 0.05

    /// A mention; see `MentionFinder`.
    public init(name: String, symbol: String?, words: Range<Int>, relevance: Float) {
        self.name = name
        self.symbol = symbol
        self.words = words
        self.relevance = relevance
    }
}

/// Finds the entities that texts name.
public protocol MentionFinder: Sendable {
    /// The entities that a text names, each once, in reading order.
    ///
    func mentions(in title: TitleWords) -> [Mention]
}
