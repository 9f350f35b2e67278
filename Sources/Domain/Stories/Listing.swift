/// A listed security, as exchanges and regulators list it.
public struct Listing: Sendable, Equatable {
    /// The symbol under which it is traded.
    public let symbol: String
    /// The issuer's name as the list writes it, often with a legal form and the kind of security.
    public let name: String
    /// The name by which people call the issuer; nil where the list has none.
    public var short: String?
    /// Where it is listed; nil where the list does not say.
    public var exchange: String?
    /// The number of the issuer at the SEC; nil where the list does not say.
    public var cik: Int?
    /// Whether it is a fund, which is nobody whom news is about.
    public var isFund: Bool

    /// A security with what is known of it.
    public init(
        symbol: String, name: String, short: String? = nil, exchange: String? = nil, cik: Int? = nil,
        isFund: Bool = false
    ) {
        self.symbol = symbol
        self.name = name
        self.short = short
        self.exchange = exchange
        self.cik = cik
        self.isFund = isFund
    }
}
