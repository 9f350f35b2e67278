import Domain

// When news come: one weekly shape for all streams, for a sparse one could never learn its own.
//
// The week has 336 half-hours of UTC. Each has a mean count of stories, in which a half-hour counts with
// three times what was expected at most, and older weeks weigh half after eight weeks; until there are weeks,
// a built-in profile stands in with the weight of one. The shape s is that mean, smoothed 1-2-3-2-1 and
// scaled to the mean 1, so that the exposure between two moments, ∫ s dt, counts in average days. Times in
// which all feeds were silent beyond belief are left out: a source that is down is not good news.

/// The weekly shape of the stream of all stories.
struct Season: Sendable, Equatable, Codable {
    private static let slots = 336
    private static let slot: Int64 = 1_800_000
    /// What a week keeps of the weeks before it: half after eight.
    private static let kept = Float(0.917)
    /// Weeks that the built-in profile is worth.
    private static let priorWeeks = Float(1)
    /// No half-hour is expected to be quieter than this.
    private static let least = 0.02
    /// Stories expected in a silence that is not believed: it happens by chance once in e^12 times.
    private static let unbelievable = 12.0
    private static let shortestOutage: Duration = .seconds(3600)
    private static let outagesKept = 16

    private var counts = PackedFloats(repeating: 0, count: slots)
    private var weeks = PackedFloats(repeating: 0, count: slots)
    /// The half-hour that is being counted, since 1970, and its count so far.
    private var current: Int64?
    private var pending: Float = 0
    /// The latest story.
    private(set) var latest: Instant?
    /// Silences that are not believed, the latest last.
    private(set) var outages: [Outage] = []
    /// The integral of the shape from the start of the week, in slots; derived from the counts.
    private var integral = Season.integral(of: Season.profile)

    struct Outage: Sendable, Equatable, Codable {
        let start: Instant
        let end: Instant
    }

    private enum CodingKeys: String, CodingKey { case counts, weeks, current, pending, latest, outages }

    init() {}

    init(from decoder: any Decoder) throws {
        let season = try decoder.container(keyedBy: CodingKeys.self)
        counts = try season.decode(PackedFloats.self, forKey: .counts)
        weeks = try season.decode(PackedFloats.self, forKey: .weeks)
        guard counts.values.count == Self.slots, weeks.values.count == Self.slots else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: season, debugDescription: "not a week")
        }
        current = try season.decodeIfPresent(Int64.self, forKey: .current)
        pending = try season.decode(Float.self, forKey: .pending)
        latest = try season.decodeIfPresent(Instant.self, forKey: .latest)
        outages = try season.decode([Outage].self, forKey: .outages)
        integral = Self.integral(of: shape())
    }

    /// Counts a story.
    mutating func count(at time: Instant) {
        let slot = time.milliseconds / Self.slot
        guard let current else {
            current = slot
            pending = 1
            latest = time
            return
        }
        if slot > current { advance(from: current, to: slot, at: time) }
        // A late story counts with those that come with it: the shape is one of weeks.
        pending += 1
        latest = max(latest ?? time, time)
    }

    private mutating func advance(from old: Int64, to slot: Int64, at time: Instant) {
        let isBelievable = latest.map {
            time - $0 < Self.shortestOutage || expected(between: old, and: slot) < Self.unbelievable
        }
        if let latest, isBelievable == false {
            outages = outages.suffix(Self.outagesKept - 1) + [Outage(start: latest, end: time)]
            finish(old)
        } else {
            finish(old)
            // Slots without a story are weeks of it, too; beyond a few weeks all have had theirs.
            for empty in (max(old, slot - 4 * Int64(Self.slots)) + 1)..<max(slot, old + 1) { finish(empty) }
        }
        current = slot
        integral = Self.integral(of: shape())
    }

    /// Stories expected in the slots between two, by those slots' own past of two weeks or more.
    private func expected(between old: Int64, and slot: Int64) -> Double {
        guard slot - old < 4 * Int64(Self.slots) else { return Self.unbelievable }
        return (old + 1..<max(slot, old + 1)).reduce(0.0) { sum, slot in
            let place = Self.place(slot)
            let known = weeks.values[place]
            return known > 1.5 ? sum + Double(counts.values[place] / known) : sum
        }
    }

    /// Adds what a slot had to the mean of its place in the week.
    private mutating func finish(_ slot: Int64) {
        let place = Self.place(slot)
        let expected = Float(mean * (integral[place + 1] - integral[place]))
        counts.values[place] = counts.values[place] * Self.kept + min(pending, 3 * expected + 3)
        weeks.values[place] = weeks.values[place] * Self.kept + 1
        pending = 0
    }

    /// Stories in an average half-hour.
    private var mean: Double {
        Double(counts.values.reduce(0, +) / max(weeks.values.reduce(0, +), 1))
    }

    /// Average days between two moments, those of outages left out.
    func exposure(from start: Instant, to end: Instant) -> Double {
        guard end > start else { return 0 }
        var slots = position(end) - position(start)
        for outage in outages where outage.end > start && outage.start < end {
            slots -= position(min(outage.end, end)) - position(max(outage.start, start))
        }
        return max(slots, 0) / 48
    }

    /// ∫ s from 1970 on, in slots.
    private func position(_ time: Instant) -> Double {
        let (slot, rest) = time.milliseconds.quotientAndRemainder(dividingBy: Self.slot)
        let place = Self.place(slot)
        let share = Double(rest) / Double(Self.slot)
        let inWeek = integral[place] + share * (integral[place + 1] - integral[place])
        return Double((slot - Int64(place)) / Int64(Self.slots)) * integral[Self.slots] + inWeek
    }

    /// The place in the week of a half-hour since 1970; weeks begin on a Thursday, as 1970 did.
    private static func place(_ slot: Int64) -> Int {
        let place = Int(slot % Int64(slots))
        return place < 0 ? place + slots : place
    }

    private func shape() -> [Double] {
        let mean = max(self.mean, 1e-9)
        let raw = (0..<Self.slots).map { slot -> Double in
            let prior = Self.profile[slot] * mean
            return (Double(counts.values[slot]) + prior * Double(Self.priorWeeks))
                / Double(weeks.values[slot] + Self.priorWeeks)
        }
        let kernel = [1.0, 2, 3, 2, 1]
        let smooth = raw.indices.map { slot in
            kernel.indices.reduce(0.0) { $0 + kernel[$1] * raw[(slot + $1 - 2 + Self.slots) % Self.slots] }
                / 9
        }
        let level = smooth.reduce(0, +) / Double(Self.slots)
        guard level > 0 else { return Self.profile }
        let bounded = smooth.map { max($0 / level, Self.least) }
        let total = bounded.reduce(0, +) / Double(Self.slots)
        return bounded.map { $0 / total }
    }

    private static func integral(of shape: [Double]) -> [Double] {
        var sums = [0.0]
        for value in shape { sums.append(sums[sums.count - 1] + value) }
        return sums
    }

    /// Before anything is known: business hours of Europe and America are busier than nights, weekends quiet.
    private static let profile: [Double] = {
        let raw = (0..<slots).map { slot -> Double in
            // Slot 0 is Thursday, 00:00 UTC.
            let (day, hour) = ((slot / 48 + 4) % 7, slot % 48 / 2)
            return (day == 0 || day == 6 ? 0.4 : 1.0) * ((6..<21).contains(hour) ? 1.3 : 0.6)
        }
        let mean = raw.reduce(0, +) / Double(slots)
        return raw.map { $0 / mean }
    }()
}
