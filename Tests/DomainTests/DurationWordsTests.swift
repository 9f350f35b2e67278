import Domain
import Testing

@Suite struct DurationWordsTests {
    @Test(arguments: [
        (0, "0m"), (1800, "30m"), (7200, "2h"), (86400, "24h"), (172_800, "2d"), (259_200, "3d"),
    ])
    func `Durations are written in their largest unit and read back`(_ seconds: Int, _ words: String) {
        #expect(Duration.seconds(seconds).inWords == words)
        #expect(Duration(inWords: words) == .seconds(seconds))
    }

    @Test(arguments: ["", "h", "2", "-2h", "2w", "two hours", "99999999999999999d"])
    func `Anything else is not a duration`(_ words: String) {
        #expect(Duration(inWords: words) == nil)
    }
}
