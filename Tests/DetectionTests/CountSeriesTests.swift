import Detection
import Domain
import TestSupport
import Testing

@Suite struct CountSeriesTests {
    /// Counts every five minutes with a season of the day, and a burst at each of `bursts`.
    private func series(days: Int, rate: Double, bursts: [Int], seed: UInt64 = 1) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<days * 288).map { row in
            let season = row % 288 > 96 && row % 288 < 240 ? 1.6 : 0.6
            let isBurst = bursts.contains { row >= $0 && row < $0 + 12 }
            let mean = rate * season * (isBurst ? 15 : 1)
            // A sum of uniform numbers is about normal; counts are whole.
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
            return max(0, (mean + noise * mean.squareRoot()).rounded())
        }
    }

    private func scores(_ values: [Double], step: Int = 300) -> [Double] {
        var detector = CountSeriesDetector()
        return values.enumerated().map { index, value in
            detector.score(value, at: Instant(seconds: 1_767_225_600 + Int64(index * step)))
        }
    }

    @Test(arguments: [0.5, 4, 40, 1000])
    func `Bursts score highest, and quiet days are not news`(rate: Double) {
        let bursts = [5 * 288 + 100, 9 * 288 + 200]
        let scores = scores(series(days: 12, rate: rate, bursts: bursts))
        for burst in bursts {
            let best = scores[burst..<burst + 12].max() ?? 0
            #expect(best > 0.5)
            #expect(best > (scores[3 * 288..<bursts[0]].max() ?? 1))
        }
        #expect(scores.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(scores[3 * 288..<bursts[0]].filter { $0 >= 0.5 }.count <= 2)
    }

    @Test func `A row is scored without its future`() {
        let values = series(days: 4, rate: 5, bursts: [700])
        let whole = scores(values)
        for cut in [1, 49, 300, 705] as [Int] {
            #expect(scores(Array(values[..<cut])) == Array(whole[..<cut]))
        }
    }

    @Test func `A larger count never scores less`() {
        let values = series(days: 3, rate: 5, bursts: [])
        let last = [0.0, 2, 5, 10, 50, 500, 1e9].map { scores(values + [$0]).last ?? -1 }
        #expect(last == last.sorted())
        #expect(last[0] < 0.5 && last[6] > 0.5)
    }

    @Test func `Nothing breaks it: no counts, no order, daily rows, gaps`() {
        #expect(scores([.nan, -1, .infinity, 1e308, 0]).allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(scores([Double](repeating: 3, count: 500)).allSatisfy { $0 == 0 || $0 < 0.1 })
        let daily = scores((0..<120).map { $0 == 100 ? 400 : Double($0 % 7 + 10) }, step: 86400)
        #expect(daily.enumerated().max { $0.element < $1.element }?.offset == 100)
        var detector = CountSeriesDetector()
        for seconds in [0, 600, 300, 10_000_000, 5, -5] as [Int64] {
            let score = detector.score(2, at: Instant(seconds: seconds))
            #expect(score >= 0 && score < 1)
        }
    }
}
