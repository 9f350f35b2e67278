import Testing

@testable import bellwether

@Suite struct TimeSpanTests {
    @Test func `A duration is written as in the configuration`() throws {
        #expect(TimeSpan(argument: "90s")?.duration == .seconds(90))
        #expect(TimeSpan(argument: "30m")?.duration == .seconds(1800))
        #expect(TimeSpan(argument: "7d")?.duration == .seconds(7 * 86400))
        for text in ["", "0h", "2", "soon", "10001d"] {
            #expect(TimeSpan(argument: text) == nil, "\(text)")
        }
    }
}
