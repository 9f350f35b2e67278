import Domain
import Testing

@testable import Charts

@Suite struct ScaleTests {
    private func ticks(_ from: String, days: Double, width: Double = 1056) throws -> [String] {
        let from = try #require(Instant(rfc3339: from))
        let to = from + .milliseconds(Int64(days * 86_400_000))
        return TimeScale(from: from, to: to, width: width).ticks.map(\.label)
    }

    @Test func `A day has hours, and names the day at midnight`() throws {
        let labels = try ticks("2026-11-25T12:10:00Z", days: 1)
        #expect(
            labels == [
                "14:00", "16:00", "18:00", "20:00", "22:00", "Thu 26", "02:00", "04:00", "06:00", "08:00",
                "10:00", "12:00",
            ])
        #expect(
            try ticks("2026-11-25T12:10:00Z", days: 1, width: 300) == ["18:00", "Thu 26", "06:00", "12:00"])
    }

    @Test func `A week has days`() throws {
        #expect(
            try ticks("2026-11-26T12:00:00Z", days: 7)
                == ["Fri 27", "Sat 28", "Sun 29", "Mon 30", "Tue 1", "Wed 2", "Thu 3"])
    }

    @Test func `A month has dates, and no step begins on its 31st`() throws {
        let labels = try ticks("2026-10-27T00:00:00Z", days: 30)
        #expect(labels.starts(with: ["27 Oct", "29 Oct", "1 Nov", "3 Nov"]))
        #expect(labels.last == "25 Nov")
    }

    @Test func `A year has months, with the year where it begins`() throws {
        #expect(
            try ticks("2026-03-15T00:00:00Z", days: 365)
                == ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "2027", "Feb", "Mar"])
    }

    @Test func `A thousand years have few ticks`() throws {
        #expect(try ticks("1000-01-01T00:00:00Z", days: 365_250).count < 20)
    }

    @Test func `Spans of any length have ticks in rising order, with room for their labels`() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<2000 {
            let from = Instant(seconds: Int64(random.next() % 4_000_000_000))
            let span = Int64(60) << Int64(random.next() % 24)
            let width = Double(random.next() % 1500 + 64)
            let scale = TimeScale(from: from, to: from + .seconds(span), width: width)
            let ticks = scale.ticks
            for (a, b) in zip(ticks, ticks.dropFirst()) {
                #expect(a.at < b.at)
                #expect(scale.position(b.at) - scale.position(a.at) > 30, "\(span) s on \(width): \(ticks)")
            }
            #expect(ticks.allSatisfy { scale.contains($0.at) })
        }
    }

    @Test func `Ticks of values are round and within the range`() {
        let scale = LinearScale(low: 0, high: 11, coordinates: (100, 0))
        #expect(scale.ticks(4, leastStep: 1) == [0, 5, 10])
        #expect(LinearScale(low: 41.2, high: 42.9, coordinates: (0, 1)).ticks(3) == [42])
        #expect(LinearScale(low: 0, high: 1, coordinates: (0, 1)).ticks(4, leastStep: 1) == [0, 1])
        #expect(LinearScale.counts(to: 13, coordinates: (0, 1)).high == 15)
        #expect(LinearScale.counts(to: 44, coordinates: (0, 1)).high == 50)
        #expect(LinearScale.counts(to: 0, coordinates: (0, 1)).high == 1)
    }

    @Test func `Scales of any bounds rise and stay within their coordinates`() {
        let numbers: [Double] = [.nan, -.infinity, .infinity, -1e308, -3, 0, 1e-12, 5, 1e15, 1e308]
        for low in numbers {
            for high in numbers {
                let scale = LinearScale(low: low, high: high, coordinates: (10, 110))
                let positions = numbers.dropFirst().sorted().map(scale.position)
                #expect(positions == positions.sorted(), "\(low) to \(high)")
                #expect(positions.allSatisfy { (10...110).contains($0) })
                #expect(scale.position(.nan) == 10)
                let ticks = scale.ticks(4)
                #expect(!ticks.isEmpty && ticks == ticks.sorted() && ticks.count < 1000)
            }
        }
    }
}
