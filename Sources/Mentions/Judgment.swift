import Glibc

/// The decision on one run of words that may name an entity.
public struct Judgment: Sendable, Equatable {
    /// The entity's symbol.
    public let symbol: String
    /// The name that people read.
    public let name: String
    /// Where the title has it.
    public let words: Range<Int>
    /// What speaks for and against it, the prior first.
    public let evidence: [Evidence]
    /// Whether it only judges others in this title, as an analyst house does.
    public let isSpeaker: Bool

    /// The log odds that the words mean the entity: the sum of the evidence.
    public var score: Float { evidence.reduce(0) { $0 + $1.weight } }

    /// The probability that the words mean the entity, in (0, 1).
    public var probability: Double { 1 / (1 + exp(-Double(score))) }

    /// Whether the words are taken to mean the entity.
    public var isMeant: Bool { score > Self.leastScore }

    /// The log odds that a name must exceed.
    ///
    /// An alert on the wrong company costs more than a headline that one company lacks.
    static let leastScore: Float = 0.3

    var occurrence: Occurrence { Occurrence(symbol: symbol, words: words) }
}
