public import Domain

/// Knows the prices.
public protocol QuoteBook: Sendable {
    /// The last price of a symbol at a time, with its changes over an hour and a day; nil without a price.
    func quoteMove(symbol: String, at now: Instant) async throws -> Alert.QuoteMove?

    /// The prices of a symbol in a span, the oldest first; of many in one time of `step`, the last.
    func quotes(of symbol: String, in span: Range<Instant>, step: Duration) async throws -> [Quote]

    /// All prices of a symbol in a span, of many in one minute the last, the oldest first.
    ///
    /// They are those of the one feed that told most of them: two feeds may differ in unit and delay.
    func prices(of symbol: String, in span: Range<Instant>) async throws -> [PriceSeries.Point]
}
