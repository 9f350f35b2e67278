import Detection
import Domain
import TestSupport
import Testing

/// What makes an alert critical, in its explanation.
@Suite struct UrgencyTests: DetectorScene {
    private static let fraud = AdverseEvent(probability: 0.9, types: [.fraudMisconduct, .governance])
    private static let pay = AdverseEvent(probability: 0.9, types: [.governance])

    /// All stories of a crisis come at once.
    private func alert(
        of count: Int, feeds: [String], event: AdverseEvent? = nil, relevance: Float = 1
    ) throws -> Alert {
        var detector = detector { $0.names = ["BAD": "Bad Bank"] }
        _ = stream(calm(), &detector)
        let stories = (0..<count).map { number in
            let story = story(
                800_000 + number, "BAD", negative: true, hour: 490 + Double(number) / 1000,
                feed: feeds[number % feeds.count])
            return AssessedItem(
                item: story.item, assessment: story.assessment,
                entities: [
                    AssessedEntity(
                        symbol: "BAD", sentiment: story.assessment.sentiment, adverse: event,
                        relevance: relevance)
                ])
        }
        let outcome = detector.observe(stories, now: Self.start + .seconds(490 * 3600 + 600))
        return try #require(outcome.alerts.first { $0.stream == .entity("BAD") })
    }

    @Test func `What is far rarer and told by several is critical, and says so`() throws {
        let alert = try alert(of: 30, feeds: ["a", "b"])
        #expect(alert.severity == .critical)
        #expect(
            alert.explanation.hasSuffix(
                " It is critical because its surprise is at least three times the threshold for an alert and 2 independent sources report it."
            ), "\(alert.explanation)")
    }

    @Test func `One source is not enough, however rare what it tells`() throws {
        let alert = try alert(of: 30, feeds: ["a"])
        #expect(alert.severity == .warning)
        #expect(!alert.explanation.contains("critical"))
    }

    @Test func `A grave event counts as much as a second source, and others do not`() throws {
        let alert = try alert(of: 30, feeds: ["a"], event: Self.fraud)
        #expect(alert.severity == .critical)
        #expect(
            alert.explanation.hasSuffix(
                " the threshold for an alert and 30 stories report fraud or misconduct."),
            "\(alert.explanation)")
        #expect(try self.alert(of: 30, feeds: ["a"], event: Self.pay).severity == .warning)
    }

    @Test func `Stories that name a company in passing are less urgent`() throws {
        #expect(try alert(of: 30, feeds: ["a", "b"], relevance: 0.3).severity == .warning)
        #expect(try alert(of: 30, feeds: ["a", "b", "c", "d"], relevance: 0.3).severity == .critical)
    }

    @Test func `Three stories of two sources are a warning`() throws {
        #expect(try alert(of: 3, feeds: ["a", "b"]).severity == .warning)
    }
}
