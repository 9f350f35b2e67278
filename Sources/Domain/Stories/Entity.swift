/// Something that headlines are about: a company, a bank, a currency.
public struct Entity: Sendable, Equatable, Codable {
    /// Unique over all catalogues: the listed symbol, or a short name where there is none.
    public var symbol: String
    /// The name that people read.
    public var name: String
    /// Other names by which texts call it.
    public var aliases: [String]
    /// Names, or the symbol, that also mean something else, with how often each is the entity in the news, in
    /// [0, 1].
    public var ambiguous: [String: Double]
    /// Words that tell it from other things of the same name.
    public var context: EntityContext
    /// Longer names of something else that contain one of its names.
    public var except: [String]
    /// Whether it judges others in public, as ratings agencies and brokers do.
    public var isAnalyst: Bool

    /// An entity of a catalogue.
    public init(
        symbol: String, name: String, aliases: [String] = [], ambiguous: [String: Double] = [:],
        context: EntityContext = EntityContext(), except: [String] = [], isAnalyst: Bool = false
    ) {
        self.symbol = symbol
        self.name = name
        self.aliases = aliases
        self.ambiguous = ambiguous
        self.context = context
        self.except = except
        self.isAnalyst = isAnalyst
    }
}
