/// Something that headlines are about: a company, a bank, a currency.
public struct Entity: Sendable, Equatable, Codable {
    /// Unique over all catalogues: the listed symbol, or a short name where there is none.
    public var symbol: String
    /// The name that people read.
    public var name: String
    /// Other names by which texts call it.
    public var aliases: [String]

    /// An entity of a catalogue.
    public init(symbol: String, name: String, aliases: [String] = []) {
        self.symbol = symbol
        self.name = name
        self.aliases = aliases
    }
}
