import Domain
import Testing

@Suite struct DurationTextTests {
    @Test func `A duration is a whole number of one unit`() {
        #expect(Duration(text: "30s") == .seconds(30))
        #expect(Duration(text: "5m") == .seconds(300))
        #expect(Duration(text: "2h") == .seconds(7200))
        #expect(Duration(text: "400d") == .seconds(400 * 86400))
        for text in ["", "s", "-1s", "two hours", "1.5h", "1w", "h2", "1000000d", "99999999999999999999s"] {
            #expect(Duration(text: text) == nil, "\(text)")
        }
    }

    @Test(arguments: [0, 1, 59, 60, 90, 3600, 5400, 86400, 90000, 604_800])
    func `A duration is written in its largest unit, and reads back`(seconds: Int) {
        #expect(Duration(text: Duration.seconds(seconds).text) == .seconds(seconds))
    }

    @Test(arguments: [
        (0, "0m"), (1800, "30m"), (7200, "2h"), (86400, "24h"), (172_800, "2d"), (259_200, "3d"),
    ])
    func `What is written for people reads back`(_ seconds: Int, _ words: String) {
        #expect(Duration.seconds(seconds).inWords == words)
        #expect(Duration(text: words) == .seconds(seconds))
    }

    @Test func `Whole hours are hours`() {
        #expect(Duration.seconds(24 * 3600).text == "1d")
        #expect(Duration.seconds(7200).text == "2h")
        #expect(Duration.seconds(5400).text == "90m")
    }

    @Test(arguments: [
        (1800, "30m"), (7200, "2h"), (9000, "2h"), (86400, "24h"), (172_800, "2d"), (259_200, "3d"),
    ])
    func `Alerts round a duration down to its largest unit`(_ seconds: Int, _ words: String) throws {
        #expect(Duration.seconds(seconds).inWords == words)
        #expect(try #require(Duration(text: words)).inWords == words)
    }
}
