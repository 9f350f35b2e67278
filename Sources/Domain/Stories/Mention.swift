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

/// A name that a model finds in a text and no catalogue lists.
public struct UnlistedName: Sendable, Equatable {
    /// What the model takes it for.
    public enum Kind: Sendable {
        /// A company, an authority, a club.
        case organization
        /// A person, a place, a product.
        case other
    }

    /// The name as people read it, without possessive and legal form.
    public let name: String
    /// What the model takes it for.
    public let kind: Kind
    /// What its words and those around it say for a company, as log odds; 0 for what is no organization.
    public let evidence: Float

    /// A name with what speaks for a company.
    public init(name: String, kind: Kind, evidence: Float = 0) {
        self.name = name
        self.kind = kind
        self.evidence = evidence
    }
}

/// Judges the names that a model finds beside those of the catalogues.
public protocol UnlistedNameReader: Sendable {
    /// Whether a text may name somebody whom no catalogue lists: only then a model is asked, which costs
    /// about as much as the text's assessment.
    func mayName(_ title: TitleWords, beside listed: [Mention]) -> Bool

    /// What the names are that a model finds in a text, and mentions of those that may be companies, each
    /// once.
    ///
    /// - Parameter spans: What the model finds: where, and whether it takes it for an organization or else.
    func read(
        _ spans: [(words: Range<Int>, kind: UnlistedName.Kind, confidence: Float)], in title: TitleWords,
        beside listed: [Mention]
    ) -> (names: [UnlistedName], mentions: [Mention])
}
