import Testing

@testable import bellwether

@Suite struct ReplayCommandTests {
    @Test func `The options of detection have the bounds of the configuration`() {
        #expect(refusal("replay", "--false-alerts", "30", "--minimum-stories", "60") == nil)
        #expect(
            refusal("replay", "--false-alerts", "31") == "--false-alerts must be between 0.0001 and 30.0")
        #expect(refusal("replay", "--minimum-stories", "61") == "--minimum-stories must be between 1 and 60")
        #expect(refusal("replay", "--minimum-sources", "0") == "--minimum-sources must be between 1 and 100")
    }

    @Test func `A history and a comparison need a configuration`() {
        #expect(refusal("replay", "--history") == "--history and --against require --config")
        #expect(refusal("replay", "--against", "b.yaml") == "--history and --against require --config")
        #expect(refusal("replay", "--history", "--config", "a.yaml") == nil)
    }
}
