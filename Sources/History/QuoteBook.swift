public import Domain

/// Knows the prices.
public protocol QuoteBook: Sendable {
    /// The last price of a symbol at a time, with its changes over an hour and a day; nil without a price.
    func quoteMove(symbol: String, at now: Instant) async throws -> Alert.QuoteMove?
}
