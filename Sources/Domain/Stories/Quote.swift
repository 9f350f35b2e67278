/// The price of something at a time.
public struct Quote: Sendable, Equatable {
    /// As the source writes it, or as the catalogue names it.
    public let symbol: String
    /// Finite, in `currency`; power, oil, rates and yields fall below zero.
    public let price: Double
    /// ISO 4217 code, or nil for an index level.
    public let currency: String?
    /// The source's time of the price, or the fetch time where it gives none.
    public let at: Instant

    /// A quote as a source gives it.
    public init(symbol: String, price: Double, currency: String?, at: Instant) {
        self.symbol = symbol
        self.price = price
        self.currency = currency
        self.at = at
    }
}
