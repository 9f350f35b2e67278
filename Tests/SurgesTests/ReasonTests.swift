import Domain
import Surges
import Testing

@Suite struct ReasonTests: InventedSeries {
    @Test func `News names the sum that is furthest out, and what is usual`() throws {
        var values = [Double](repeating: 10, count: 2000)
        for row in values.indices { values[row] += Double(row % 3) - 1 }
        values[1900] = 400
        let reading = readings(values)[1900]
        #expect(reading.verdict == .news)
        #expect(reading.furthest == 1)
        let reason = try #require(reading.reason)
        // The hour is always the same before, so that its least deviation is 1.
        #expect(reason == "1h: 510 instead of 120; z 390")
        #expect(reading.deviations.max() == reading.deviations[1])
    }

    @Test func `A quiet row has no reason, and no reason has a comma`() {
        let readings = readings(series(days: 9, rate: 0.7, bursts: [1500]).map { $0 * 0.01 })
        #expect(readings.allSatisfy { ($0.reason == nil) == ($0.verdict == .quiet) })
        #expect(readings.compactMap(\.reason).allSatisfy { !$0.contains(",") && $0.count < 80 })
        #expect(readings.contains { $0.reason != nil })
    }
}
