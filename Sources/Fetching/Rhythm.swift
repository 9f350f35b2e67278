public import Domain
import Glibc

// How often a feed brings something, and what its silence means.
//
// Polls that brought something are a Poisson process whose rate depends on the hour of the day, apart for weekdays and
// weekends; rates have a Gamma prior, so that with a arrivals in h watched hours the number in a time with E expected ones
// is negative binomial, and the probability of none is (1 + E/α)^−α, α = a + ½ (Gelman et al., "Bayesian Data Analysis",
// 2.6). A silence of that probability, after one of n arrivals a week, happens once in 1 / (n P) weeks.

extension FeedRhythm {
    /// Old weeks weigh half of what they did after this.
    private static let halfLife: Duration = .seconds(28 * 86400)
    /// Below this much history silence means nothing.
    private static let leastArrivals: Float = 10
    private static let leastHours: Float = 72
    /// A silence that happens once in so many weeks is worth a note, and one in so many a warning.
    static let quietWeeks = 4.0
    static let staleWeeks = 400.0
    /// Bodies in a row that changed and brought nothing before a silent feed counts as frozen.
    private static let frozenBodies = 12
    /// Bodies in a row with less than a quarter of the usual entries before a feed counts as thinning.
    private static let thinBodies = 3
    private static let usualEntries: Float = 8

    /// Takes in a poll that succeeded.
    ///
    /// - Parameters:
    ///   - fresh: Entries that were not known.
    ///   - entries: Entries of the body; nil where there was none, or the one that was stored last.
    mutating func observe(fresh: Int, entries count: Int?, at now: Instant) {
        if let seen, now > seen {
            let decay = Float(exp2(-((now - seen) / Self.halfLife)))
            for index in arrivals.indices {
                arrivals[index] *= decay
                hours[index] *= decay
            }
            for (place, share) in Self.hours(from: seen, to: now) { hours[place] += Float(share) }
        }
        // A clock that was set back leaves the place where the account goes on.
        seen = max(seen ?? now, now)
        if fresh > 0 {
            arrivals[Self.place(of: now)] += 1
            lastArrival = now
        }
        guard let count else { return }
        barren = fresh > 0 ? 0 : barren + 1
        if let usual = entries, usual >= Self.usualEntries, Float(count) < usual / 4 {
            thin += 1
        } else {
            thin = 0
            entries = entries.map { $0 + (Float(count) - $0) / 10 } ?? Float(count)
        }
    }

    /// Arrivals an hour, in the mean of the week.
    var rate: Double {
        let (sum, watched) = (arrivals.reduce(0, +), hours.reduce(0, +))
        return Double(sum + 0.5) / Double(watched + 24)
    }

    /// What the silence since the last arrival is: the weeks in which one like it happens once; nil with little history.
    func weeksOfSilence(at now: Instant) -> Double? {
        let (sum, watched) = (arrivals.reduce(0, +), hours.reduce(0, +))
        guard let lastArrival, now > lastArrival, sum >= Self.leastArrivals, watched >= Self.leastHours
        else { return nil }
        let mean = sum / watched
        let expected = Self.hours(from: lastArrival, to: now).reduce(0.0) { total, hour in
            // Each hour's own rate, drawn to the mean of all by the weight of two hours.
            let rate = (arrivals[hour.place] + mean * 2) / (hours[hour.place] + 2)
            return total + Double(rate) * hour.share
        }
        let shape = Double(sum) + 0.5
        let logarithm = -shape * log1p(expected / shape)
        let arrivalsAWeek = Double(mean) * 168
        return exp(min(-logarithm - log(arrivalsAWeek), 20))
    }

    /// The state that a feed is in after a success, with the evidence.
    func state(at now: Instant) -> (state: FeedState, evidence: String?) {
        if thin >= Self.thinBodies {
            return (
                .thinning,
                "\(thin) answers in a row with less than a quarter of the usual \(Int(entries ?? 0)) entries"
            )
        }
        guard let lastArrival, let weeks = weeksOfSilence(at: now), weeks >= Self.quietWeeks else {
            return (.ok, nil)
        }
        let silence =
            "nothing new for \(Self.words(now - lastArrival)); that happens once in \(Int(weeks)) weeks"
        if barren >= Self.frozenBodies, weeks >= Self.staleWeeks {
            return (.frozen, "\(barren) answers changed and brought nothing; \(silence)")
        }
        return (weeks >= Self.staleWeeks ? .stale : .quiet, silence)
    }

    private static func place(of time: Instant) -> Int {
        CivilTime(time).hour + ([0, 6].contains(time.dayOfWeek) ? 24 : 0)
    }

    /// The hours of a time, with the share of each that lies in it; of more than two weeks the last two.
    private static func hours(from start: Instant, to end: Instant) -> [(place: Int, share: Double)] {
        let hour: Int64 = 3_600_000
        var shares: [(place: Int, share: Double)] = []
        var from = max(start, end - .seconds(14 * 86400)).milliseconds
        while from < end.milliseconds {
            let to = min((from / hour + 1) * hour, end.milliseconds)
            shares.append((place(of: Instant(milliseconds: from)), Double(to - from) / Double(hour)))
            from = to
        }
        return shares
    }

    private static func words(_ duration: Duration) -> String {
        let hours = duration.inSeconds / 3600
        return hours < 48 ? "\(Int(hours)) h" : "\(Int(hours / 24)) days"
    }
}

extension Politeness {
    /// The cursor of a poll whose answer was read: what the feed itself asks for is honoured, and its condition is told.
    ///
    /// - Parameters:
    ///   - entries: Entries of the body, nil where there was no other body than the last.
    ///   - fresh: Those that were not known.
    ///   - latest: The time of the latest entry that has one.
    public static func settled(
        _ cursor: FeedCursor, feed: Feed, entries: Int?, fresh: Int, latest: Instant?, at now: Instant
    ) -> FeedCursor {
        var cursor = cursor
        cursor.memory.rhythm.observe(fresh: fresh, entries: entries, at: now)
        cursor.nextDue = honouring(cursor.memory.hints, due: cursor.nextDue, polled: now)
        var (state, evidence) = cursor.memory.rhythm.state(at: now)
        if let age = feed.expectation.age, let latest, entries != nil, now - latest > age {
            (state, evidence) = (.stale, "the latest entry is of \(latest.rfc3339)")
        }
        if state == .ok, let address = cursor.memory.address {
            (state, evidence) = (.moved, "lives at \(feed.redacted(address)) for good")
        }
        cursor.condition = condition(state, evidence: evidence, after: cursor.condition, now: now)
        return cursor
    }
}
