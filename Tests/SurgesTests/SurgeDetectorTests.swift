import Domain
import FoundationEssentials
import Surges
import TestSupport
import Testing

@Suite struct SurgeDetectorTests: InventedSeries {
    @Test(arguments: [0.5, 4, 40, 1000, 1e6])
    func `Bursts are news, and the quiet days between them are not`(rate: Double) {
        let bursts = [6 * 288 + 100, 11 * 288 + 200]
        let readings = readings(series(days: 14, rate: rate, bursts: bursts))
        for burst in bursts {
            #expect(readings[burst..<burst + 12].contains { $0.verdict == .news && $0.score >= 0.5 })
        }
        let others = readings.enumerated().filter { row, reading in
            // The first mornings are a surge to whoever never saw one.
            row > 2 * 288 && reading.verdict == .news && !bursts.contains { row >= $0 && row < $0 + 200 }
        }
        #expect(others.isEmpty, "\(others.map(\.offset))")
    }

    @Test func `A row is scored without its future`() {
        let values = series(days: 8, rate: 5, bursts: [1900])
        let whole = readings(values)
        for cut in [1, 64, 65, 66, 300, 1905, 2000] as [Int] {
            #expect(readings(Array(values[..<cut])) == Array(whole[..<cut]))
        }
    }

    @Test(arguments: [0, 1, 3, 1e9, 0.1, 1e-9, 1e100])
    func `A constant series scores 0`(value: Double) {
        for step in [1, 300, 3600, 86400] as [Int64] {
            let readings = readings([Double](repeating: value, count: 5000), step: step)
            #expect(readings.allSatisfy { $0.score < 1e-6 && $0.verdict == .quiet })
        }
    }

    @Test func `A series and the same times ten fire alike`() {
        let values = series(days: 20, rate: 400, bursts: [2000, 3000, 4500])
        let scored = readings(values)
        for factor in [10, 1000] as [Double] {
            let scaled = readings(values.map { $0 * factor })
            #expect(scaled.map(\.verdict) == scored.map(\.verdict))
            #expect(zip(scaled, scored).allSatisfy { ($0.score - $1.score).magnitude < 0.01 })
        }
        #expect(scored.count { $0.verdict == .news } >= 3)
        // Rates have another least deviation, which is a share of the mean.
        let rates = readings(values.map { $0 / 1024 + 1.0 / 4096 })
        let small = readings(values.map { ($0 / 1024 + 1.0 / 4096) / 1024 })
        #expect(zip(rates, small).allSatisfy { ($0.score - $1.score).magnitude < 0.01 })
    }

    @Test func `A larger value never scores less`() {
        let values = series(days: 5, rate: 5)
        let last = [0.0, 2, 5, 10, 50, 500, 1e9, 1e99].map { readings(values + [$0]).last?.surprise ?? -1 }
        #expect(last == last.sorted())
        #expect(last[0] < 1.35 && last[7] > 1.35)
    }

    @Test func `A detector that was stored and read again continues as if it had not been`() throws {
        let values = series(days: 6, rate: 7, bursts: [900, 1500])
        let whole = readings(values)
        for cut in [0, 1, 40, 65, 66, 905, 1600] as [Int] {
            var detector = SurgeDetector()
            var scored: [SurgeReading] = []
            for (row, value) in values.enumerated() {
                if row == cut {
                    let stored = try JSONEncoder().encode(detector)
                    detector = try JSONDecoder().decode(SurgeDetector.self, from: stored)
                }
                scored.append(detector.score(value, at: Instant(seconds: Self.start + Int64(row) * 300)))
            }
            #expect(scored == whole, "stored at \(cut)")
        }
    }

    @Test func `What is negative or no number counts as 0`() {
        var values = series(days: 3, rate: 9)
        values[400] = 0
        let zero = readings(values)
        for value in [-1, -.infinity, .nan, -0.0, -0.5] {
            values[400] = value
            #expect(readings(values) == zero)
        }
        #expect(readings([.nan, -1, .infinity, 1e308, 0]).allSatisfy { $0.score == 0 })
        let wild = (0..<2000).map { [1e308, 0, 3, .infinity, 1e-300, 7][$0 * 7919 % 6] }
        #expect(readings(wild).allSatisfy { $0.score >= 0 && $0.score < 1 && $0.surprise.isFinite })
    }

    @Test func `Rows of a day are read as rows of an hour are`() {
        let values = series(days: 2, rate: 30, bursts: [400])
        let hourly = readings(values, step: 3600)
        let daily = readings(values, step: 86400)
        #expect(hourly == daily)
        #expect(hourly.count { $0.verdict == .news } >= 1)
    }

    @Test func `Nothing breaks it: no order, no time between rows, gaps of years`() {
        var detector = SurgeDetector()
        for row in 0..<3000 as Range<Int64> {
            let time = [row * 300, row, 5, -row * 1000, 1_000_000_000 * (row % 9)][Int(row % 5)]
            let reading = detector.score(Double(row % 11), at: Instant(seconds: time))
            #expect(reading.score >= 0 && reading.score < 1)
        }
        var still = SurgeDetector()
        for row in 0..<500 {
            let reading = still.score(Double(row % 3), at: Instant(seconds: 7))
            #expect(reading.score >= 0 && reading.score < 0.5)
        }
    }
}
