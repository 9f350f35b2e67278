public import Domain

// How often to poll which feed. With λᵢ arrivals an hour and a poll every Tᵢ hours an arrival waits Tᵢ/2 on
// average, so that a budget of Σ 1/Tᵢ polls an hour is spent best, on average over all arrivals, where 1/Tᵢ ∝
// √λᵢ (Sia, Cho and Cho, "Efficient Monitoring Algorithm for Fast News Alerts", IEEE TKDE 2007, 4.2). The
// budget is that of the intervals in the catalogues; bounds that bind are taken out and the rest is spread
// again.

/// The intervals of feeds: fixed ones, adapting ones, and longer ones where an owner's budget demands it.
public struct Schedule: Sendable {
    /// An adapting feed is polled at most this much faster than its interval.
    static let maximumSpeedup = 4.0

    private struct Entry {
        let interval: Double
        let bounds: ClosedRange<Double>
        var rate: Double
    }

    /// Feeds that adapt, by id.
    private var entries: [String: Entry] = [:]
    private var multiplier: Double?
    /// How much longer the intervals of an owner's feeds become to keep within its budget, by feed.
    private var stretches: [String: Double] = [:]

    /// A schedule that has learned nothing yet.
    ///
    /// - Parameters:
    ///   - feeds: Those with a `maximumInterval` adapt.
    ///   - budgets: Limits that owners set on requests.
    public init(_ feeds: [Feed], budgets: [RequestBudget] = []) {
        for feed in feeds {
            guard let maximum = feed.maximumInterval else { continue }
            let interval = feed.interval.inSeconds
            entries[feed.id] = Entry(
                interval: interval,
                bounds: interval / Self.maximumSpeedup...max(maximum.inSeconds, interval), rate: 0)
        }
        if !budgets.isEmpty { stretches = Self.stretches(feeds, budgets) }
    }

    private static func stretches(_ feeds: [Feed], _ budgets: [RequestBudget]) -> [String: Double] {
        let byOwner = Dictionary(grouping: feeds) { FeedHost($0).owner }
        var stretches: [String: Double] = [:]
        for budget in budgets {
            let feeds = byOwner[budget.domain, default: []]
            let wanted = feeds.reduce(0) { $0 + budget.period / $1.interval }
            // Where an owner has two budgets, the first counts, as it does for its turns.
            for feed in feeds where stretches[feed.id] == nil {
                stretches[feed.id] = max(1, wanted / Double(budget.requests))
            }
        }
        return stretches
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
        guard feed.maximumInterval != nil else { return }
        learn(cursor.memory.arrivalRate.perHour, of: feed.id)
    }

    /// The time between two polls of a feed.
    public mutating func interval(of feed: Feed) -> Duration {
        let stretch = stretches[feed.id] ?? 1
        guard let entry = entries[feed.id], entry.rate > 0 else { return feed.interval * stretch }
        let multiplier = self.multiplier ?? solved()
        self.multiplier = multiplier
        return .milliseconds(Int64(interval(entry, multiplier) * 1000)) * stretch
    }

    private func interval(_ entry: Entry, _ multiplier: Double) -> Double {
        (multiplier / entry.rate.squareRoot()).clamped(to: entry.bounds)
    }

    /// The μ of Tᵢ = μ / √λᵢ, within bounds, that spends the budget; by bisection, for the polls fall with
    /// it.
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
