import Domain
import Surges

/// Five-minute counts with a season of the day, and bursts.
protocol InventedSeries {}

extension InventedSeries {
    static var start: Int64 { 1_767_225_600 }

    /// Counts whose spread is the square root of their mean, twenty times as many in a burst of an hour.
    func series(days: Int, rate: Double, bursts: [Int] = [], seed: UInt64 = 1) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<days * 288).map { row in
            let season = row % 288 > 96 && row % 288 < 240 ? 1.6 : 0.6
            let isBurst = bursts.contains { row >= $0 && row < $0 + 12 }
            let mean = rate * season * (isBurst ? 20 : 1)
            // A sum of uniform numbers is about normal; counts are whole.
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
            return max(0, (mean + noise * mean.squareRoot()).rounded())
        }
    }

    func readings(_ values: [Double], step: Int64 = 300) -> [SurgeReading] {
        var detector = SurgeDetector()
        return values.enumerated().map { row, value in
            detector.score(value, at: Instant(seconds: Self.start + Int64(row) * step))
        }
    }

    /// The rows that are news.
    func news(_ values: [Double], step: Int64 = 300) -> [Int] {
        readings(values, step: step).enumerated().filter { $1.verdict == .news }.map(\.offset)
    }
}
