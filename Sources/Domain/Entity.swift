/// Something that headlines are about: a company, a bank, a currency.
public struct Entity: Sendable, Equatable, Codable {
    /// Unique over all catalogues: the listed symbol, or a short name where there is none.
    public var symbol: String
    public var name: String
    /// Other names by which texts call it.
    public var aliases: [String]

    public init(symbol: String, name: String, aliases: [String] = []) {
        self.symbol = symbol
        self.name = name
        self.aliases = aliases
    }
}

/// An entity found in a text.
public struct Mention: Sendable, Equatable {
    public let symbol: String
    /// The words of the text that named it.
    public let words: Range<Int>

    public init(symbol: String, words: Range<Int>) {
        self.symbol = symbol
        self.words = words
    }

    /// How much a text is about each entity that it names, in (0, 1].
    ///
    /// The mean of two shares: how early the entity is first named (English headlines put first what they are about), and its
    /// part of all mentions. The only entity of a text that begins with it has 1; the last of a list has little.
    ///
    /// - Parameter count: The words of the text.
    public static func relevances(_ mentions: [Mention], words count: Int) -> [String: Float] {
        var relevances: [String: Float] = [:]
        let part = 1 / Float(max(mentions.count, 1))
        for mention in mentions {
            let earliness = 1 - Float(mention.words.lowerBound) / Float(max(count, 1))
            relevances[mention.symbol] = (relevances[mention.symbol] ?? earliness / 2) + part / 2
        }
        return relevances
    }
}
