/// Something that headlines are about: a company, a bank, a currency.
public struct Entity: Sendable, Equatable, Codable {
    /// Unique over all catalogues: the listed symbol, or a short name where there is none.
    public let symbol: String
    public let name: String
    /// Other names by which texts call it.
    public let aliases: [String]

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
}
