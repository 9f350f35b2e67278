import Detection
import Domain
import TestSupport
import Testing

/// What makes an alert critical, in its explanation.
@Suite struct UrgencyTests: DetectorScene {
    /// All stories of a crisis come at once.
    private func alert(of count: Int, feeds: [String]) throws -> Alert {
        var detector = detector()
        _ = stream(calm(), &detector)
        let stories = (0..<count).map {
            story(
                800_000 + $0, "BAD", negative: true, hour: 490 + Double($0) / 1000,
                feed: feeds[$0 % feeds.count])
        }
        let outcome = detector.observe(stories, now: Self.start + .seconds(490 * 3600 + 600))
        return try #require(outcome.alerts.first { $0.stream == .entity("BAD") })
    }

    @Test func `What is far rarer and told by several is critical, and says so`() throws {
        let alert = try alert(of: 30, feeds: ["a", "b"])
        #expect(alert.severity == .critical)
        #expect(
            alert.explanation.contains(
                " It is critical: its surprise is at least three times the threshold, and 2 independent sources report it."
            ), "\(alert.explanation)")
    }

    @Test func `One source is enough for what is very rare`() throws {
        let alert = try alert(of: 30, feeds: ["a"])
        #expect(alert.severity == .critical)
        #expect(alert.explanation.contains(" its surprise is at least three times the threshold."))
    }
}
