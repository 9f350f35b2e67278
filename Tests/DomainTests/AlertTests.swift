import Domain
import TestSupport
import Testing

@Suite struct AlertTests {
    @Test func `The next notice is the same alert, later, without what the history added`() {
        var alert = Alert.sample(headlines: [.init(title: "a", link: nil, score: -1, words: [])])
        alert.rule = "desk"
        alert.context.usefulness = 0.5
        let later = alert.next(at: Instant(milliseconds: 1_795_426_300_000))
        #expect(later.id == alert.id && later.sequence == 1 && later.at.milliseconds == 1_795_426_300_000)
        #expect(later.rule == "desk" && later.headlines == alert.headlines)
        #expect(later.context == Alert.Context())
    }

    @Test func `A critical alert is more severe than a warning`() {
        #expect(Alert.Severity.allCases.max() == .critical)
        #expect(Alert.Severity.warning < .critical && !(Alert.Severity.critical < .warning))
    }
}
