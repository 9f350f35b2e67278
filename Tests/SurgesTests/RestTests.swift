import Domain
import Testing

@testable import Surges

/// What was told, and for how long it is not told again.
@Suite struct RestTests: InventedSeries {
    @Test func `A burst is told once, however long it lasts`() {
        let readings = readings(series(days: 10, rate: 20, bursts: [2000, 2012, 2024]))
        let told = readings.enumerated().filter { $1.verdict == .told }.map(\.offset)
        let news = readings.enumerated().filter { $1.verdict == .news }.map(\.offset)
        #expect(news.first.map { $0 >= 2000 && $0 < 2004 } == true)
        #expect(news.count <= 3)
        #expect(told.count > 20)
        #expect(told.allSatisfy { readings[$0].score < 0.5 && readings[$0].surprise >= 1.35 })
    }

    @Test func `News rests for a day, from the last escalation on`() {
        var rest = Rest()
        let hour: Int64 = 3_600_000
        let told = [
            (0, 1.34), (0, 1.5), (1, 2.29), (2, 2.31), (25, 3.0), (26, 1.35), (27, 1.3), (49, 2), (50, 1.35),
        ].map { at, surprise in
            rest.verdict(on: surprise, at: Instant(milliseconds: at * hour), hour: hour)
        }
        #expect(told == [.quiet, .news, .told, .news, .told, .news, .quiet, .told, .news])
    }

    @Test func `What is more than twice as far out is news within the day`() {
        var values = series(days: 10, rate: 20, bursts: [2000])
        for row in 2100..<2112 { values[row] *= 400 }
        let news = news(values)
        #expect(news.contains { $0 >= 2100 && $0 < 2104 }, "\(news)")
        let readings = readings(values)
        #expect(
            zip(news, news.dropFirst()).allSatisfy { earlier, later in
                later - earlier >= 288 || readings[later].surprise >= readings[earlier].surprise + 0.8
            })
    }
}
