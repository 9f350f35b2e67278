// How a price moved, from the quotes of one feed. A share that is split four for one costs a quarter the next
// day, and a source that goes over from pence to pounds divides by a hundred: neither is news. Both show as a
// jump from one quote to the next by a simple ratio, and a move across such a jump is not told.

/// Quotes of one symbol from one feed, the earliest first.
public struct PriceSeries: Sendable, Equatable {
    /// A price and its time.
    public struct Point: Sendable, Equatable {
        /// The time of the price.
        public let at: Instant
        /// The price.
        public let price: Double

        /// A price at a time.
        public init(at: Instant, price: Double) {
            self.at = at
            self.price = price
        }
    }

    /// How far a jump may be from a simple ratio, as a share of it: shares also move on the day of a split.
    private static let tolerance = 0.03
    /// What splits, reverse splits and changes of the unit divide or multiply a price by.
    private static let ratios = [2.0, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 1000]

    private let points: [Point]

    /// The series of some quotes, the earliest first.
    public init(_ points: [Point]) { self.points = points }

    /// The last price; nil for an empty series.
    public var last: Double? { points.last?.price }

    /// The change from the last price at or before a time to the last price of all, as a fraction.
    ///
    /// Nil without a price that old, where one of both prices is not above zero, and where the price jumped
    /// in between as a split or a change of unit would make it.
    public func change(since time: Instant) -> Double? {
        guard let start = points.lastIndex(where: { $0.at <= time }), let last, last > 0,
            points[start].price > 0
        else { return nil }
        let path = points[start...]
        let jumps = zip(path, path.dropFirst()).contains { Self.isRescaled(from: $0.price, to: $1.price) }
        return jumps ? nil : last / points[start].price - 1
    }

    /// Whether two prices in a row differ as a split or a change of unit would make them.
    public static func isRescaled(from former: Double, to price: Double) -> Bool {
        guard former > 0, price > 0 else { return false }
        let ratio = max(former / price, price / former)
        // Three for two and five for two are common, two for three is not.
        let uneven = former > price ? [1.5, 2.5] : []
        return (uneven + ratios).contains { (ratio / $0 - 1).magnitude <= tolerance }
    }
}
