import Domain
import Glibc

// One threshold for a whole vocabulary: what the largest score of a day comes to by chance.
//
// Of the largest score of each of 90 days, those above the median u are taken as exponential, the uppermost
// 3 % censored, for true themes are among them: κ = (uncensored) / Σ (min(J, top) − u).

/// The largest scores of the last days.
struct ThemeThreshold: Sendable, Equatable {
    private static let daysKept = 90
    private static let leastDays = 30
    private static let censored = 0.03
    private static let steepest = 1.0
    /// No theme scores less.
    private static let floor = 10.0
    /// Before so much is known: 14 for two chance themes a month.
    private static let unlearned = ScoreTail.Fit(start: 10, rate: 14.8, slope: 0.5)

    /// The days that are over, the oldest first.
    private(set) var peaks: [Double] = []
    private(set) var day: Int32
    /// The largest score of the present day.
    private(set) var today = 0.0
    /// The tail of the largest scores.
    private(set) var fit = unlearned

    init(day: Int32 = 0) { self.day = day }

    init(peaks: [Double], day: Int32, today: Double) {
        (self.peaks, self.day, self.today) = (Array(peaks.suffix(Self.daysKept)), day, today)
        fit = learned
    }

    /// Begins a new day, if there is one.
    mutating func begin(_ day: Int32) {
        guard day > self.day else { return }
        if self.day > 0 {
            peaks.append(today)
            if peaks.count > Self.daysKept { peaks.removeFirst() }
        }
        (self.day, today) = (day, 0)
        fit = learned
    }

    /// Takes in a score of the present day.
    mutating func raise(to score: Double) { today = max(today, score) }

    private var learned: ScoreTail.Fit {
        let sorted = peaks.sorted()
        guard sorted.count >= Self.leastDays else { return Self.unlearned }
        let start = sorted[sorted.count / 2]
        let above = sorted.filter { $0 > start }
        guard !above.isEmpty else { return Self.unlearned }
        let hidden = Int((Double(sorted.count) * Self.censored).rounded(.up))
        let top = above[max(above.count - 1 - hidden, 0)]
        let excess = above.reduce(0) { $0 + min($1, top) - start }
        let slope = excess > 0 ? Double(max(above.count - hidden, 1)) / excess : Self.steepest
        return ScoreTail.Fit(
            start: start, rate: 30 * Double(above.count) / Double(sorted.count),
            slope: min(slope, Self.steepest))
    }

    /// The score that chance reaches so often a month.
    func threshold(_ perMonth: Double) -> Double { max(Self.floor, fit.threshold(perMonth)) }
}

extension ThemeThreshold: Codable {
    private enum CodingKeys: String, CodingKey { case peaks, day, today }

    init(from decoder: any Decoder) throws {
        let record = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            peaks: try record.decode([Double].self, forKey: .peaks),
            day: try record.decode(Int32.self, forKey: .day),
            today: try record.decode(Double.self, forKey: .today))
    }

    func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: CodingKeys.self)
        try record.encode(peaks, forKey: .peaks)
        try record.encode(day, forKey: .day)
        try record.encode(today, forKey: .today)
    }
}
