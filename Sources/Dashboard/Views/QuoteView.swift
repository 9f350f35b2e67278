import Charts
import Domain

/// The price beside an alert.
enum QuoteView {
    /// The price when the alert was told, and what became of it by the end of the timeline.
    static func content(_ alert: Alert, _ prices: [Timeline.PricePoint]) -> [[String: Any]] {
        guard let quote = alert.context.quote else { return [] }
        func change(_ change: Double?) -> String {
            change.map { "\(Numbers.signed($0 * 100, 1)) %" } ?? "unknown"
        }
        let points = prices.compactMap { point in
            point.price.map { PriceSeries.Point(at: point.at, price: $0) }
        }
        var since = ""
        if let last = points.last, last.at > alert.at {
            let move = change(PriceSeries(points).change(since: alert.at))
            since = "\(Numbers.fixed(last.price, 2)) (\(move) in \(TimeView.age(last.at - alert.at)))"
        }
        return [
            [
                "symbol": quote.symbol, "price": Numbers.fixed(quote.price, 2),
                "hour": change(quote.change1h),
                "day": change(quote.change1d), "since": since,
            ]
        ]
    }
}
