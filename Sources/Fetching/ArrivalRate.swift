package import Domain
import Glibc

// How often a feed brings something, and what its silence means.
//
// Polls that brought something are a Poisson process whose rate depends on the hour of the day, separately
// for weekdays and weekends; rates have a Gamma prior, so that with a arrivals in h observed hours the number
// in a time with E expected ones is negative binomial, and the probability of none is (1 + E/α)^−α, α = a + ½
// (Gelman et al., "Bayesian Data Analysis", 2.6). A silence of that probability, after one of n arrivals a
// week, happens once in 1 / (n P) weeks.

extension ArrivalRate {
    /// Old weeks weigh half of what they did after this.
    private static let halfLife: Duration = .seconds(28 * 86400)
    /// Below this much history silence means nothing.
    private static let minimumArrivals: Float = 10
    private static let minimumHours: Float = 72
    /// A silence is worth a note, or a warning, when it happens once in this many weeks.
    static let quietWeeks = 4.0
    static let staleWeeks = 400.0
    /// A silent feed counts as frozen after this many bodies in a row that changed and brought nothing.
    private static let frozenBodies = 12
    /// A feed counts as thinning after this many bodies in a row with less than a quarter of the usual
    /// entries.
    private static let thinningBodies = 3
    /// Feeds that usually hold fewer entries than this are not judged by their number.
    private static let usualEntries: Float = 8

    /// Accounts for a poll that succeeded.
    ///
    /// - Parameters:
    ///   - fresh: Entries that were not known.
    ///   - entries: Entries of the body; nil where there was none, or the one that was stored last.
    package mutating func observe(fresh: Int, entries count: Int?, at now: Instant) {
        if let seen, now > seen {
            let decay = Float(exp2(-((now - seen) / Self.halfLife)))
            for index in arrivals.indices {
                arrivals[index] *= decay
                hours[index] *= decay
            }
            for (place, share) in Self.hours(from: seen, to: now) { hours[place] += Float(share) }
        }
        // A clock that was set back does not move the time up to which hours are counted.
        seen = max(seen ?? now, now)
        if fresh > 0 {
            arrivals[Self.place(of: now)] += 1
            lastArrival = now
        }
        guard let count else { return }
        emptyBodies = fresh > 0 ? 0 : emptyBodies + 1
        if let usual = entries, usual >= Self.usualEntries, Float(count) < usual / 4 {
            shortBodies += 1
        } else {
            shortBodies = 0
            entries = entries.map { $0 + (Float(count) - $0) / 10 } ?? Float(count)
        }
    }

    /// Arrivals an hour, averaged over the week.
    var perHour: Double {
        let (sum, watched) = (arrivals.reduce(0, +), hours.reduce(0, +))
        return Double(sum + 0.5) / Double(watched + 24)
    }

    /// How rare the silence since the last arrival is: one like it happens once in this many weeks; nil with
    /// little history.
    func weeksOfSilence(at now: Instant) -> Double? {
        let (sum, watched) = (arrivals.reduce(0, +), hours.reduce(0, +))
        guard let lastArrival, now > lastArrival, sum >= Self.minimumArrivals,
            watched >= Self.minimumHours
        else { return nil }
        let mean = sum / watched
        let expected = Self.hours(from: lastArrival, to: now).reduce(0.0) { total, hour in
            // Each hour's own rate, pulled toward the mean of all with the weight of two hours.
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
        if shortBodies >= Self.thinningBodies {
            return (
                .thinning,
                "\(shortBodies) responses in a row with less than a quarter of the usual \(Int(entries ?? 0)) entries"
            )
        }
        guard let lastArrival, let weeks = weeksOfSilence(at: now), weeks >= Self.quietWeeks else {
            return (.ok, nil)
        }
        let silence =
            "nothing new for \(Self.words(now - lastArrival)); that happens once in \(Int(weeks)) weeks"
        if emptyBodies >= Self.frozenBodies, weeks >= Self.staleWeeks {
            return (.frozen, "\(emptyBodies) responses changed and brought nothing; \(silence)")
        }
        return (weeks >= Self.staleWeeks ? .stale : .quiet, silence)
    }

    private static func place(of time: Instant) -> Int {
        CivilTime(time).hour + ([0, 6].contains(time.dayOfWeek) ? 24 : 0)
    }

    /// The hours of a time, with the share of each that is in it; of more than two weeks only the last two.
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
