import Detection
import Domain
import Foundation

// The simulator of the study of spike detection: streams of stories with a season, a drifting level, copies, a classifier
// that errs, benign surges, and bursts of bad news whose time is known.

extension SplitMix64 {
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func normal() -> Double { (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform()) }

    mutating func exponential(mean: Double) -> Double { -mean * log(1 - uniform()) }

    mutating func poisson(_ mean: Double) -> Int {
        var (product, count) = (1.0, -1)
        // In pieces, so that e^−mean does not underflow.
        var left = mean
        while left > 0 {
            let piece = min(left, 30)
            left -= piece
            product = 1
            let limit = exp(-piece)
            var own = -1
            repeat {
                product *= uniform()
                own += 1
            } while product > limit
            count = max(count, 0) + own
        }
        return max(count, 0)
    }

    /// Marsaglia and Tsang 2000.
    mutating func gamma(_ shape: Double) -> Double {
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = pow(1 + c * x, 3)
            if v > 0, log(1 - uniform()) < x * x / 2 + d - d * v + d * log(v) { return d * v }
        }
    }
}

/// A story, or a copy of it, as it reaches the detector; times in days.
struct SimulatedItem {
    let at: Double
    let stream: Int
    let story: Int64
    let isNegative: Bool
    let isFirst: Bool
    /// When it is seen, if later than `at`.
    var seen: Double
}

/// A burst of bad news.
struct SimulatedBurst {
    let stream: Int
    let start: Double
    let size: Int
    /// Days within which an alert counts as its.
    let hit: Double
}

struct AlertSimulation {
    static let warmUp = 45.0
    static let scored = 105.0
    static let days = warmUp + scored
    static let sizes = [3, 5, 10, 20, 40]

    enum Rates { case broad, sparse }

    /// What is added to the bursts, for the questions about single kinds of event.
    enum Events { case bursts, benignSurges, shareShifts }

    private(set) var items: [SimulatedItem] = []
    private(set) var bursts: [SimulatedBurst] = []
    let streams: Int
    private var stories: Int64 = 0

    init(streams: Int, seed: UInt64, rates: Rates = .broad, events: Events = .bursts, late: Double = 0) {
        self.streams = streams
        for stream in 0..<streams {
            var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(stream) &* 7919 &+ 17)
            addStream(stream, rates, events, late: late, &random)
        }
        items.sort { ($0.seen, $0.story) < ($1.seen, $1.story) }
    }

    /// The weekly shape, mean about 1: nights are quiet, the opening and the close are busy, weekends nearly silent.
    static func shape(_ time: Double) -> Double {
        let hour = (time - time.rounded(.down)) * 24
        let day = Int(time.rounded(.down)) % 7
        let peak = { (center: Double, width: Double) in exp(-pow((hour - center) / width, 2) / 2) }
        let weekday = 0.15 + (hour > 6 && hour < 20 ? 1.1 : 0) + 4 * peak(9.6, 0.45) + 2.5 * peak(16.3, 0.5)
        return (day >= 5 ? 0.15 : 1.0) * weekday * 1.05
    }

    private mutating func addStream(
        _ stream: Int, _ rates: Rates, _ events: Events, late: Double, _ random: inout SplitMix64
    ) {
        let rate = rates == .broad ? 4 * exp(1.6 * random.normal()) : 0.57 * exp(0.8 * random.normal())
        let (x, y) = (random.gamma(3), random.gamma(10))
        let share = x / (x + y)
        var drift = 0.45 * random.normal()
        let bin = 1.0 / 288
        let keep = exp(-bin / 4)
        let surge = Self.warmUp + random.uniform() * 90
        var time = 0.0
        while time < Self.days {
            drift = drift * keep + 0.45 * (1 - keep * keep).squareRoot() * random.normal()
            var expected = min(rate, 400) * Self.shape(time) * exp(drift) / 1.8 * bin
            if events != .shareShifts, time >= surge, time < surge + 1.0 / 3 { expected *= 6 }
            for _ in 0..<random.poisson(expected) {
                addStory(stream, at: time + random.uniform() * bin, share: share, late: late, &random)
            }
            time += bin
        }
        switch events {
        case .bursts:
            var start = random.exponential(mean: 60)
            while start < Self.days {
                addBurst(stream, at: start, &random)
                start += random.exponential(mean: 60)
            }
        case .benignSurges:
            bursts.append(SimulatedBurst(stream: stream, start: surge, size: 0, hit: 1))
        case .shareShifts:
            // As many stories as ever, but bad ones: those of a day are replaced.
            let count = items.lazy.filter {
                $0.stream == stream && $0.isFirst && $0.at >= surge && $0.at < surge + 1
            }.count
            guard count >= 20 else { return }
            items = items.map { item in
                guard item.stream == stream, item.at >= surge, item.at < surge + 1 else { return item }
                return SimulatedItem(
                    at: item.at, stream: stream, story: item.story, isNegative: random.uniform() < 0.88,
                    isFirst: item.isFirst, seen: item.seen)
            }
            bursts.append(SimulatedBurst(stream: stream, start: surge, size: count, hit: 1.25))
        }
    }

    private mutating func addStory(
        _ stream: Int, at time: Double, share: Double, late: Double, _ random: inout SplitMix64
    ) {
        stories += 1
        let isNegative = random.uniform() < share
        var copies = 1
        // Geometric with the mean 0.8.
        while random.uniform() < 0.8 / 1.8 { copies += 1 }
        if random.uniform() < 0.01 { copies += random.poisson(6) }
        for copy in 0..<copies {
            let at = copy == 0 ? time : time + random.exponential(mean: 40.0 / 1440)
            let follows = random.uniform() < 0.85 ? isNegative : !isNegative
            add(stream, at: at, negative: follows, isFirst: copy == 0, late: late, &random)
        }
    }

    private mutating func addBurst(_ stream: Int, at start: Double, _ random: inout SplitMix64) {
        let size = Self.sizes[Int(random.next() % 5)]
        let decay = [1.0, 3, 8][Int(random.next() % 3)] / 24
        for _ in 0..<random.poisson(Double(size)) {
            stories += 1
            add(
                stream, at: start + random.exponential(mean: decay), negative: true, isFirst: true, late: 0,
                &random)
        }
        bursts.append(SimulatedBurst(stream: stream, start: start, size: size, hit: max(1, 3 * decay)))
    }

    private mutating func add(
        _ stream: Int, at time: Double, negative: Bool, isFirst: Bool, late: Double,
        _ random: inout SplitMix64
    ) {
        guard time < Self.days else { return }
        let said = random.uniform() < (negative ? 0.88 : 0.05)
        let seen = random.uniform() < late ? time + 45.0 / 1440 : time
        items.append(
            SimulatedItem(
                at: time, stream: stream, story: stories, isNegative: said, isFirst: isFirst, seen: seen))
    }
}

/// The results of one detector.
struct AlertScore {
    var falseAlarms = 0.0
    var recall = 0.0
    var bySize: [Double] = []
    var delays: [Double] = []
    var precision = 0.0

    /// - Parameter alerts: stream and time in days of each.
    init(_ alerts: [(stream: Int, at: Double)], of simulation: AlertSimulation) {
        let scored = alerts.filter { $0.at >= AlertSimulation.warmUp }
        let bursts = simulation.bursts.filter {
            $0.start >= AlertSimulation.warmUp && $0.start < AlertSimulation.days - 1
        }
        let byStream = Dictionary(grouping: simulation.bursts, by: \.stream)
        let hits = scored.filter { alert in
            byStream[alert.stream, default: []].contains {
                alert.at >= $0.start && alert.at <= $0.start + $0.hit
            }
        }
        let alertsByStream = Dictionary(grouping: scored, by: \.stream)
        var found: [Int: (hit: Int, all: Int)] = [:]
        for burst in bursts {
            let first = alertsByStream[burst.stream, default: []].map(\.at)
                .filter { $0 >= burst.start && $0 <= burst.start + burst.hit }.min()
            found[burst.size, default: (0, 0)].all += 1
            if let first {
                found[burst.size, default: (0, 0)].hit += 1
                delays.append((first - burst.start) * 24)
            }
        }
        let months = Double(simulation.streams) * AlertSimulation.scored / 30
        falseAlarms = Double(scored.count - hits.count) / months
        let (hit, all) = found.values.reduce((0, 0)) { ($0.0 + $1.hit, $0.1 + $1.all) }
        recall = Double(hit) / Double(max(all, 1))
        bySize = AlertSimulation.sizes.map { size in
            found[size].map { Double($0.hit) / Double(max($0.all, 1)) } ?? .nan
        }
        precision = scored.isEmpty ? 0 : Double(hits.count) / Double(scored.count)
        delays.sort()
    }

    var line: String {
        let number = { (value: Double) in String(format: "%.2f", value) }
        let quantile = { (share: Double) in
            delays.isEmpty ? "-" : number(delays[min(Int(share * Double(delays.count)), delays.count - 1)])
        }
        return "\(number(falseAlarms)) | \(number(recall)) | \(bySize.map(number).joined(separator: " ")) | "
            + "\(quantile(0.5)) / \(quantile(0.9)) | \(number(precision))"
    }
}

extension AlertSimulation {
    /// 2026-01-05, a Monday.
    private static let epoch = Instant(seconds: 1_767_571_200)

    /// What Bellwether's detector fires, with a poll every five minutes.
    ///
    /// - Parameter cut: An item at which the states are stored and read again.
    func detected(
        _ settings: DetectionSettings, cut: Int? = nil
    ) -> [(stream: Int, at: Double, kind: Alert.Kind)] {
        var detector = Detector(settings: settings)
        var alerts: [(stream: Int, at: Double, kind: Alert.Kind)] = []
        for batch in batches {
            let outcome = detector.observe(batch.items, now: batch.now)
            detector.adopt(outcome)
            for alert in outcome.alerts where alert.state == .firing && alert.sequence == 0 {
                if alert.stream.kind == .entity, let stream = Int(alert.stream.subject) {
                    alerts.append((stream, batch.seen, alert.kind))
                }
            }
        }
        return alerts
    }

    /// The items as polls every five minutes bring them.
    var batches: [(items: [AssessedItem], now: Instant, seen: Double)] {
        var batches: [(items: [AssessedItem], now: Instant, seen: Double)] = []
        var start = 0
        let instant = { (days: Double) in Self.epoch + .milliseconds(Int64(days * 86_400_000)) }
        while start < items.count {
            var end = start + 1
            while end < items.count, items[end].seen - items[start].seen < 5.0 / 1440 { end += 1 }
            let seen = items[end - 1].seen
            batches.append((items[start..<end].map { Self.assessed($0, instant) }, instant(seen), seen))
            start = end
        }
        return batches
    }

    private static func assessed(_ item: SimulatedItem, _ instant: (Double) -> Instant) -> AssessedItem {
        assessed(
            stream: item.stream, story: item.story, isFirst: item.isFirst, isNegative: item.isNegative,
            at: instant(item.at), seen: instant(item.seen))
    }

    static func assessed(
        stream: Int, story: Int64, isFirst: Bool = true, isNegative: Bool, at: Instant, seen: Instant? = nil
    ) -> AssessedItem {
        let scores = SentimentScores.invented(isBad: isNegative)
        return AssessedItem(
            item: Item(
                feed: "a", key: "k", story: StoryID(story), fingerprint: story, isFirstOfStory: isFirst,
                title: "Story", link: nil, summary: nil, author: nil, language: nil, eventTime: at,
                published: at, fetchedAt: seen ?? at, isBacklog: false),
            assessment: Assessment(
                sentiment: scores, topics: [TopicScore(name: "markets", probability: 1)],
                attention: [WordWeight(word: "Story", weight: 1)], embedding: []),
            entities: [AssessedEntity(symbol: String(stream), sentiment: scores, relevance: 1)])
    }

    // MARK: What others do, on the negative items of each stream, with our cooldown of a day.

    /// A score at each negative item from the times of those up to it.
    typealias Rule = @Sendable (_ times: ArraySlice<Double>) -> Double

    /// Negative items in the trailing hour.
    static let fixed: Rule = { times in Double(count(times, within: 1.0 / 24)) }

    /// Standard deviations of the trailing hour's count over the hourly counts of seven days.
    static let hourly: Rule = { times in
        let now = times[times.endIndex - 1]
        let hours = histogram(times, from: now - 7 - 1.0 / 24, width: 1.0 / 24, count: 168)
        return standardScore(Double(count(times, within: 1.0 / 24)), hours)
    }

    /// EARS C2 (Hutwagner and others 2003) on a rolling day: the mean of seven days, two days ago.
    static let earsC2: Rule = { times in
        let now = times[times.endIndex - 1]
        let days = histogram(times, from: now - 10, width: 1, count: 7)
        return standardScore(Double(count(times, within: 1)), days)
    }

    /// ElastAlert's spike rule: the count of a window over that of the one before, with a least count.
    static func ratio(hours: Double, least: Int) -> Rule {
        { times in
            let current = count(times, within: hours / 24)
            let reference = count(times, within: hours / 12) - current
            return current >= least ? Double(current) / Double(max(reference, 1)) : 0
        }
    }

    private static func count(_ times: ArraySlice<Double>, within days: Double) -> Int {
        guard let now = times.last else { return 0 }
        var count = 0
        for time in times.reversed() {
            if time <= now - days { break }
            count += 1
        }
        return count
    }

    private static func histogram(_ times: ArraySlice<Double>, from start: Double, width: Double, count: Int)
        -> [Double]
    {
        var counts = [Double](repeating: 0, count: count)
        for time in times.reversed() {
            if time < start { break }
            let place = Int((time - start) / width)
            if place < count { counts[place] += 1 }
        }
        return counts
    }

    private static func standardScore(_ value: Double, _ sample: [Double]) -> Double {
        let mean = sample.reduce(0, +) / Double(sample.count)
        let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sample.count - 1)
        return (value - mean) / max(variance.squareRoot(), 0.5)
    }

    /// The scores of a rule at each negative item.
    func scores(_ rule: Rule) -> [[(at: Double, score: Double)]] {
        var times = [[Double]](repeating: [], count: streams)
        for item in items where item.isNegative { times[item.stream].append(item.at) }
        return times.map { unsorted in
            let sorted = unsorted.sorted()
            return sorted.indices.map { (sorted[$0], rule(sorted[...$0])) }
        }
    }

    /// The alerts of scores at a threshold.
    static func alerts(_ scores: [[(at: Double, score: Double)]], from threshold: Double) -> [(
        stream: Int, at: Double
    )] {
        scores.enumerated().flatMap { stream, points in
            var last = -10.0
            return points.compactMap { at, score -> (stream: Int, at: Double)? in
                guard score >= threshold, at - last >= 1 else { return nil }
                last = at
                return (stream, at)
            }
        }
    }
}
