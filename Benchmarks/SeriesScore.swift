import Foundation

/// How well scores find the bursts of several series.
struct SeriesScore {
    /// Weights of a found window, a missed one and a false row, as the Numenta Anomaly Benchmark has them
    /// (Lavin and Ahmad 2015).
    struct Profile {
        let missed: Double
        let isFalse: Double
        static let all = [
            Profile(missed: 1, isFalse: 0.11), Profile(missed: 1, isFalse: 0.22),
            Profile(missed: 2, isFalse: 0.11),
        ]
    }

    let series: [InventedCounts]
    let scores: [[Double]]
    /// Some hundred scores from high quantiles of all, ascending.
    private let candidates: [Double]
    /// The rows of each series that reach the least of them.
    private let high: [[Int]]

    init(series: [InventedCounts], scores: [[Double]], shipped threshold: Double? = nil) {
        let all = zip(series, scores).flatMap { series, scores in scores[series.scoredFrom...] }.sorted()
        let quantiles = (0...120).map { index in
            all[min(Int((1 - pow(10, -1.3 - Double(index) / 30)) * Double(all.count)), all.count - 1)]
        }
        let candidates = threshold.map { [$0] } ?? Set(quantiles).filter { $0 > 0 }.sorted()
        let least = candidates.first ?? .infinity
        high = zip(series, scores).map { series, scores in
            (series.scoredFrom..<scores.count).filter { scores[$0] >= least }
        }
        self.series = series
        self.scores = scores
        self.candidates = candidates
    }

    /// In that benchmark's manner: 100 where each window is found at its first row and nothing else, 0 where nothing is.
    func standing(_ profile: Profile, threshold: Double) -> Double {
        var (sum, windows) = (0.0, 0)
        for index in series.indices {
            let bursts = series[index].bursts.filter { $0.start >= series[index].scoredFrom }
            windows += bursts.count
            let rows = high[index].filter { scores[index][$0] >= threshold }
            sum += Self.sum(rows, bursts, profile)
        }
        return 100 * (sum + profile.missed * Double(windows)) / (Double(windows) * (1 + profile.missed))
    }

    private static func sum(_ rows: [Int], _ bursts: [LabeledBurst], _ profile: Profile) -> Double {
        var found: Set<Int> = []
        var sum = 0.0
        var next = 0
        for row in rows {
            while next < bursts.count, bursts[next].window.upperBound <= row { next += 1 }
            if next < bursts.count, bursts[next].window.contains(row) {
                // The first row in a window is the earliest, and is worth the most.
                guard found.insert(next).inserted else { continue }
                let window = bursts[next].window
                sum += sigmoid(-Double(window.upperBound - row) / Double(window.count)) / sigmoid(-1)
            } else {
                let before = next > 0 ? bursts[next - 1].window : nil
                let past = before.map {
                    Double(row - $0.upperBound + 1) / Double(max($0.count - 1, 1))
                }
                sum += profile.isFalse * (past.map { $0 > 3 ? -1 : sigmoid($0) } ?? -1)
            }
        }
        return sum - profile.missed * Double(bursts.count - found.count)
    }

    private static func sigmoid(_ place: Double) -> Double { 2 / (1 + exp(5 * place)) - 1 }

    /// The threshold with the best standing.
    func bestThreshold(_ profile: Profile) -> Double {
        candidates.max { standing(profile, threshold: $0) < standing(profile, threshold: $1) } ?? 0
    }

    /// The lowest threshold with at most so many false alarms in a series and month.
    func threshold(falseAlarms most: Double) -> Double {
        candidates.first { alarms(threshold: $0).falseAlarms <= most } ?? .infinity
    }
}

/// What alarms from a threshold on come to, when each rests for a day.
struct SeriesAlarms {
    /// In a series and thirty days.
    var falseAlarms = 0.0
    var recall = 0.0
    /// Of bursts that fall to a third in half an hour, two and eight hours.
    var recallsByDecay: [Double] = []
    /// Of bursts that add 3 to 6, 6 to 12 and more times the usual.
    var recallsByHeight: [Double] = []
    var precision = 0.0
    /// Minutes from the start of a burst to its alarm, for half of those that were found.
    var delay = 0.0

    var line: String {
        let (decays, heights) = (Self.text(recallsByDecay), Self.text(recallsByHeight))
        return String(
            format: "%.2f | %.2f | %@ | %@ | %.2f | %.0f", falseAlarms, recall, decays, heights, precision,
            delay)
    }

    private static func text(_ recalls: [Double]) -> String {
        recalls.map { String(format: "%.2f", $0) }.joined(separator: " ")
    }
}

extension SeriesScore {
    /// What alarms from a threshold on come to.
    func alarms(threshold: Double) -> SeriesAlarms {
        var (hits, falses) = (0, 0)
        var found: [(burst: LabeledBurst, minutes: Double?)] = []
        for (index, series) in series.enumerated() {
            let rest = Int(1 / series.step)
            var alarms: [Int] = []
            for row in high[index] where scores[index][row] >= threshold {
                if alarms.last.map({ row - $0 >= rest }) ?? true { alarms.append(row) }
            }
            let bursts = series.bursts.filter { $0.start >= series.scoredFrom }
            found += bursts.map { burst in
                let alarm = alarms.first(where: burst.window.contains)
                return (burst, alarm.map { Double($0 - burst.start) * series.step * 1440 })
            }
            let right = alarms.count { alarm in bursts.contains { $0.window.contains(alarm) } }
            hits += right
            falses += alarms.count - right
        }
        func recall(_ isWanted: (LabeledBurst) -> Bool) -> Double {
            let wanted = found.filter { isWanted($0.burst) }
            return Double(wanted.count { $0.minutes != nil }) / Double(max(wanted.count, 1))
        }
        let delays = found.compactMap(\.minutes).sorted()
        let months = Double(series.count) * (InventedCounts.days - InventedCounts.learning) / 30
        return SeriesAlarms(
            falseAlarms: Double(falses) / months, recall: recall { _ in true },
            recallsByDecay: [0.5, 2, 8].map { decay in recall { $0.decay == decay } },
            recallsByHeight: [3..<6, 6..<12, 12..<99].map { heights in recall { heights.contains($0.height) }
            },
            precision: Double(hits) / Double(max(hits + falses, 1)),
            delay: delays.dropFirst(delays.count / 2).first ?? .nan)
    }
}
