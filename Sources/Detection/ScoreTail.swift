import Domain
import Glibc

// What the user's one number, false alerts per stream-month, means as a threshold.
//
// The daily peaks of the scores of all streams of a class of rates are kept in a histogram, older ones weighing half after
// 90 days. With r peaks above u a stream-month, those above u are taken as exponential (the tail of a generalised Pareto
// distribution with shape 0; Coles, "An Introduction to Statistical Modeling of Extreme Values", 4.3), the uppermost 3 %
// censored, for true spikes are among them: κ = (uncensored) / Σ (min(J, top) − u). A score J then comes by chance
// r e^{−κ (J − u)} times a stream-month, and the threshold for α is u + ln(r / α) / κ.

/// The daily peaks of a score.
struct ScoreTail: Sendable, Equatable, Codable {
    private static let width: Float = 0.5
    private static let places = 96
    private static let halfLife = 90.0
    /// Peaks a stream-month above u, where there are so many.
    private static let rate = 4.0
    private static let censored = 0.03
    private static let trueSpikes = 1.2
    /// Before so much is known the values of a study stand in.
    private static let leastMonths: Float = 10
    private static let leastPeaks = 40.0

    private var peaks = PackedFloats(repeating: 0, count: places)
    private(set) var months: Float = 0
    private var day: Int32 = 0

    /// The tail above u.
    struct Fit: Sendable, Equatable {
        let start: Double
        let rate: Double
        let slope: Double

        /// Alerts by chance per stream-month at a score.
        func falseAlarmsPerMonth(at score: Double) -> Double { rate * exp(-slope * (score - start)) }

        /// The score that comes by chance so often.
        func threshold(_ perMonth: Double) -> Double { max(start, start + log(rate / perMonth) / slope) }
    }

    /// Takes in the peak of a stream over some days; 0 for none.
    mutating func observe(_ peak: Float, days: Int32, until day: Int32) {
        if day > self.day {
            if self.day > 0 {
                let kept = Float(exp2(-Double(day - self.day) / Self.halfLife))
                peaks.values = peaks.values.map { $0 * kept }
                months *= kept
            }
            self.day = day
        }
        months += Float(days) / 30
        guard peak > 0 else { return }
        peaks.values[min(Int(peak / Self.width), Self.places - 1)] += 1
    }

    func joined(with other: ScoreTail) -> ScoreTail {
        var joined = self
        joined.months += other.months
        joined.peaks.values = zip(peaks.values, other.peaks.values).map { $0 + $1 }
        return joined
    }

    /// What the peaks say; nil while there are too few.
    var fit: Fit? {
        guard months >= Self.leastMonths, peaks.values.count == Self.places else { return nil }
        var above = 0.0
        var place = Self.places
        while place > 0, above < Self.rate * Double(months) {
            place -= 1
            above += Double(peaks.values[place])
        }
        // Where peaks are rarer than that, most of them are true spikes, which tell nothing of chance.
        guard above >= Self.leastPeaks, place > 0 else { return nil }
        let start = Double(place) * Double(Self.width)
        // From the top: what is censored, then the excess of the others.
        let trueSpikes = max(above * Self.censored, Self.trueSpikes * Double(months))
        var (left, top) = (trueSpikes, Self.places - 1)
        while top > place, left >= Double(peaks.values[top]) {
            left -= Double(peaks.values[top])
            top -= 1
        }
        var (excess, uncensored) = (0.0, 0.0)
        for index in place..<Self.places {
            let count = Double(peaks.values[index])
            excess += count * (Double(min(index, top) - place) + 0.5) * Double(Self.width)
            uncensored += index <= top ? count : 0
        }
        guard excess > 0 else { return nil }
        return Fit(start: start, rate: above / Double(months), slope: uncensored / excess)
    }
}

/// What all streams have in common: when news come, and how high scores rise by chance.
public struct Population: Sendable, Equatable, Codable {
    var season = Season()
    /// How often entities fire; nil before the first time.
    var firings: FiringRate?
    private var surges = [ScoreTail](repeating: ScoreTail(), count: classes)
    private var shares = [ScoreTail](repeating: ScoreTail(), count: classes)

    /// Classes of rates lie between these, in negative stories a day.
    private static let bounds = [0.3, 1, 3, 10, 30]
    private static let classes = 6

    /// From this class on, streams have peaks by chance often enough to learn from each other.
    private static let firstDense = 2

    public init() {}

    static func rateClass(_ perDay: Double) -> Int { bounds.firstIndex { perDay < $0 } ?? bounds.count }

    /// The tail of a class; of it and its denser and then its sparser neighbours together while it has too few peaks.
    func tail(_ question: Question, rateClass: Int) -> ScoreTail.Fit {
        let tails = question == .surge ? surges : shares
        if let fit = tails[rateClass].fit { return fit }
        if rateClass >= Self.firstDense {
            let denser = tails[rateClass...].reduce(ScoreTail()) { $0.joined(with: $1) }
            let dense = tails[Self.firstDense...].reduce(ScoreTail()) { $0.joined(with: $1) }
            if let fit = denser.fit ?? dense.fit { return fit }
        }
        return question == .surge ? Model.surgeTails[rateClass] : Model.shareTail
    }

    mutating func observe(_ peaks: DailyPeaks, rateClass: Int, until day: Int32) {
        let days = day - peaks.day
        surges[rateClass].observe(peaks.surge, days: days, until: day)
        shares[rateClass].observe(peaks.share, days: days, until: day)
    }
}

/// What is asked of a stream.
enum Question: Sendable {
    /// Are there more negative stories than expected?
    case surge
    /// Is the share of negative stories higher than expected?
    case share
}

/// The highest scores of a stream on one day.
struct DailyPeaks: Sendable, Equatable, Codable {
    /// Days since 1970.
    var day: Int32
    var surge: Float = 0
    var share: Float = 0

    /// Takes in the scores of one look, if there were any.
    mutating func raise(surge: Double?, share: Double?) {
        if let surge { self.surge = max(self.surge, Float(surge)) }
        if let share { self.share = max(self.share, Float(share)) }
    }
}
