import Domain
import Glibc

// What the user's one number, false alerts per stream-month, means as a threshold.
//
// The daily peaks of the scores of all streams of a class of rates are kept in a histogram, older ones
// weighing half after 90 days. With r peaks above u a stream-month, those above u are taken as exponential
// (the tail of a generalized Pareto distribution with shape 0; Coles, "An Introduction to Statistical
// Modeling of Extreme Values", 4.3), the uppermost 3 % censored, for true spikes are among them: κ =
// (uncensored) / Σ (min(J, top) − u). A score J then comes by chance r e^{−κ (J − u)} times a stream-month,
// and the threshold for α is u + ln(r / α) / κ.

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
