// What counts as a price, and when it was known.
//
// Values that are not above zero or not finite are no prices of a share and are left out. Between two prices
// in a row that are more than four days apart, or that differ as a split or a change of unit makes them
// differ, nobody can say what the price did: no window may reach across. A weekend with a holiday is shorter
// than four days.
//
// A window begins with the last price at or before its time, and ends with the last one inside it. Where none
// is inside, as the exchange was closed, it ends with the first one behind it: closed hours lengthen a
// window. It counts only once a price behind its end is known, so that the last one inside really was the
// last.

public import Domain

/// The prices of one symbol as far as they were known at a time.
public struct PriceRecord: Sendable, Equatable {
    /// Prices in a row that are further apart than this leave a gap: longer than a weekend with a holiday.
    static let longestGap: Duration = .seconds(4 * 86400)
    private static let day: Duration = .seconds(86400)

    /// Above zero, finite, one a time, the earliest first.
    let points: [PriceSeries.Point]
    /// Rises from one price to the next where no window may reach across.
    private let stretches: [Int]
    /// The usual time from one price to the next, the median; nil with less than two prices.
    public let step: Duration?

    /// The record of what a feed told.
    ///
    /// A feed that dates all its prices by day only, as midnight in UTC, says nothing of the hour: such a
    /// price counts as known at the end of its day.
    ///
    /// - Parameters:
    ///   - told: Prices of one feed in any order, good or bad.
    ///   - now: Later prices are left out.
    public init(_ told: [PriceSeries.Point], knownAt now: Instant) {
        let usable = told.filter { $0.price.isFinite && $0.price > 0 && $0.at <= now }
        let isDaily = usable.allSatisfy { $0.at.milliseconds % Self.day.inMilliseconds == 0 }
        let known =
            isDaily
            ? usable.map { .init(at: $0.at + Self.day, price: $0.price) }.filter { $0.at <= now } : usable
        let points = Self.ordered(known)
        var stretch = 0
        stretches = points.indices.map { index in
            if index > 0, Self.isBroken(points[index - 1], points[index]) { stretch += 1 }
            return stretch
        }
        self.points = points
        let steps = zip(points.dropFirst(), points).map { $0.at - $1.at }.sorted()
        step = steps.isEmpty ? nil : steps[steps.count / 2]
    }

    /// What the price did in a window; nil where nobody can say.
    ///
    /// That is without a price at its beginning or behind its end, across a gap or a split, and where prices
    /// usually come less often than the window is long.
    public func move(from time: Instant, over window: StudyWindow) -> PriceMove? {
        let end = time + window.duration
        let (start, after) = (count(until: time) - 1, count(before: end))
        guard let step, step <= window.duration, start >= 0, after < points.count,
            stretches[start] == stretches[after]
        else { return nil }
        let within = count(until: end) - 1
        let last = within > start ? within : after
        return PriceMove(points[start...last])
    }

    /// The change between the prices next to two times; nil where one is further away than `tolerance`, both
    /// are the same, or a gap or a split lies between them.
    func change(from start: Instant, to end: Instant, tolerance: Duration) -> Double? {
        guard let first = index(near: start, tolerance), let last = index(near: end, tolerance), first < last,
            stretches[first] == stretches[last]
        else { return nil }
        return points[last].price / points[first].price - 1
    }

    private func index(near time: Instant, _ tolerance: Duration) -> Int? {
        let next = count(before: time)
        func distance(_ index: Int) -> Duration {
            points[index].at < time ? time - points[index].at : points[index].at - time
        }
        let nearest = [next - 1, next].filter(points.indices.contains).min { distance($0) < distance($1) }
        return nearest.flatMap { distance($0) <= tolerance ? $0 : nil }
    }

    /// How many prices are at or before a time.
    private func count(until time: Instant) -> Int { count { $0 <= time } }
    /// How many prices are before a time.
    private func count(before time: Instant) -> Int { count { $0 < time } }

    /// How many prices a condition holds for that holds for the first ones only.
    private func count(where holds: (Instant) -> Bool) -> Int {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(points[middle].at) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The earliest first; of several at one time the last that was told.
    private static func ordered(_ points: [PriceSeries.Point]) -> [PriceSeries.Point] {
        let sorted = points.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        var ordered: [PriceSeries.Point] = []
        for (_, point) in sorted {
            if ordered.last?.at == point.at { ordered.removeLast() }
            ordered.append(point)
        }
        return ordered
    }

    private static func isBroken(_ a: PriceSeries.Point, _ b: PriceSeries.Point) -> Bool {
        b.at - a.at > longestGap || PriceSeries.isRescaled(from: a.price, to: b.price)
    }
}

/// What a price did in a window.
public struct PriceMove: Sendable, Equatable {
    /// The price known at the beginning.
    public let start: PriceSeries.Point
    /// The price at the end.
    public let end: PriceSeries.Point
    /// The change as a fraction of the first price.
    public let change: Double
    /// The highest less the lowest price as a fraction of the first; nil with less than two prices after it.
    public let range: Double?

    /// The prices after the first that a range needs.
    private static let fewestForRange = 2

    /// The move along some prices in order, at least one.
    init?(_ path: ArraySlice<PriceSeries.Point>) {
        guard let start = path.first, let end = path.last else { return nil }
        self.start = start
        self.end = end
        change = end.price / start.price - 1
        let prices = path.map(\.price)
        range =
            path.count > Self.fewestForRange
            ? ((prices.max() ?? 0) - (prices.min() ?? 0)) / start.price : nil
    }
}
