import Domain
import Glibc

// What streams had half hour by half hour, for people who look back: nobody could tell later what was
// expected then. A half hour is told whole each time that it gets an item, from the bins, so what was stored
// of it is replaced. What is expected comes from the past alone: no bin of the last three days has taught.

extension Model {
    /// Half hours since 1970 are counted like bins.
    static let halfHourMilliseconds = SeriesPoint.width.inMilliseconds
    static let halfHourBins = Int32(SeriesPoint.width / bin)
    static let memoryBins = Int32(memory / bin)
    /// The shortest window is as long as a half hour: its dispersion holds for it.
    static let halfHourWindow = 0
}

extension StreamState {
    /// What the stream had in a half hour; nil where it had no story, or where its bins are gone.
    func point(of stream: Stream, halfHour: Int32, _ season: Season) -> SeriesPoint? {
        let first = halfHour * Model.halfHourBins
        guard let latest = bins.last?.slot, first >= latest - Model.memoryBins else { return nil }
        var counts = WindowCounts()
        var (positive, peak) = (0, Float(0))
        for bin in bins[bins.index(from: first)..<bins.index(from: first + Model.halfHourBins)] {
            counts.add(bin)
            positive += Int(bin.positive)
            peak = max(peak, bin.peak)
        }
        guard counts.stories > 0 else { return nil }
        let start = Instant(milliseconds: Int64(halfHour) * Model.halfHourMilliseconds)
        let expected = level * season.exposure(from: start, to: start + SeriesPoint.width)
        return SeriesPoint(
            stream, start: start, stories: counts.stories, negative: counts.negative, positive: positive,
            expected: expected, bits: bits(of: counts.negative, expected: expected, peak: Double(peak)))
    }

    /// How surprising so many negative stories in a half hour are: by themselves, or as the end of a longer
    /// window.
    private func bits(of negative: Int, expected: Double, peak: Double) -> Double {
        guard negative > 0 else { return 0 }
        let own =
            Double(negative) > expected
            ? storySurprise(
                negative, Model.halfHourWindow, expected: max(expected, Model.leastExpected)) : 0
        return max(own, peak) / log(2)
    }

    /// Notes the score of a window that ended with the bin of `time`.
    mutating func raise(to score: Double, at time: Instant) {
        let slot = Bin.slot(of: time)
        let index = bins.index(from: slot)
        guard index < bins.count, bins[index].slot == slot else { return }
        bins[index].peak = max(bins[index].peak, Float(score))
    }
}

extension DetectorWork {
    /// What the streams had in the half hours that this call touched, each once.
    func series() -> [SeriesPoint] {
        var points: [SeriesPoint] = []
        points.reserveCapacity(touched.count)
        var last: (Int, Int32) = (-1, 0)
        for moment in touched.sorted(by: <) where moment != last {
            last = moment
            if let point = point(at: moment.place, halfHour: moment.halfHour) { points.append(point) }
        }
        return points
    }
}
