public import Domain

// How often to poll which feed. With λᵢ arrivals an hour and a poll every Tᵢ hours an arrival waits Tᵢ/2 in the mean, so
// that a budget of Σ 1/Tᵢ polls an hour is spent best, in the mean over all arrivals, where 1/Tᵢ ∝ √λᵢ (Sia, Cho and Cho,
// "Efficient Monitoring Algorithm for Fast News Alerts", IEEE TKDE 2007, 4.2). The budget is that of the intervals in the
// catalogues; bounds that bind are taken out and the rest is spread anew.

/// Intervals of feeds that may adapt.
public struct Schedule: Sendable {
    /// An adapting feed is polled this much faster than its interval at most.
    static let fastest = 4.0
    private struct Entry {
        let interval: Double
        let bounds: ClosedRange<Double>
        var rate: Double
    }

    private var entries: [String: Entry] = [:]
    private var multiplier: Double?

    /// - Parameter feeds: Those with a `slowest` adapt.
    public init(_ feeds: [Feed]) {
        for feed in feeds {
            guard let slowest = feed.slowest else { continue }
            let interval = feed.interval.inSeconds
            entries[feed.id] = Entry(
                interval: interval, bounds: interval / Self.fastest...max(slowest.inSeconds, interval),
                rate: 0)
        }
    }

    /// Takes in how often a feed brings something, in arrivals an hour.
    mutating func learn(_ rate: Double, of feed: String) {
        guard let known = entries[feed]?.rate, known != rate else { return }
        entries[feed]?.rate = rate
        // A small change of one rate moves the others by less than is worth the work.
        if known == 0 || (rate - known).magnitude > known / 20 { multiplier = nil }
    }

    /// Takes in how often a feed brings something, by what its polls brought.
    public mutating func learn(from cursor: FeedCursor, of feed: Feed) {
        learn(cursor.memory.rhythm.rate, of: feed.id)
    }

    /// The time between two polls of a feed.
    public mutating func interval(of feed: Feed) -> Duration {
        guard let entry = entries[feed.id], entry.rate > 0 else { return feed.interval }
        let multiplier = self.multiplier ?? solved()
        self.multiplier = multiplier
        return .milliseconds(Int64(interval(entry, multiplier) * 1000))
    }

    private func interval(_ entry: Entry, _ multiplier: Double) -> Double {
        (multiplier / entry.rate.squareRoot()).clamped(to: entry.bounds)
    }

    /// The μ of Tᵢ = μ / √λᵢ, within bounds, that spends the budget; by bisection, for the polls fall with it.
    private func solved() -> Double {
        let known = entries.values.filter { $0.rate > 0 }
        let budget = known.reduce(0) { $0 + 1 / $1.interval }
        var (low, high) = (1e-3, 1e9)
        for _ in 0..<100 {
            let middle = (low * high).squareRoot()
            let polls = known.reduce(0) { $0 + 1 / interval($1, middle) }
            if polls > budget { low = middle } else { high = middle }
        }
        return high
    }
}

extension Double {
    fileprivate func clamped(to bounds: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, bounds.lowerBound), bounds.upperBound)
    }
}
