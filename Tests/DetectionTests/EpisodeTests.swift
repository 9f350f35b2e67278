import Detection
import Domain
import FoundationEssentials
import TestSupport
import Testing

/// A crisis is one episode, however slow it is and however bad its stream usually is.
@Suite struct EpisodeTests: DetectorScene {
    private func bad(_ count: Int, every hours: Double, from hour: Double, number: Int) -> [AssessedItem] {
        (0..<count).map { index in
            story(
                number + index, "BAD", negative: true, hour: hour + Double(index) * hours,
                feed: index % 2 == 0 ? "a" : "b")
        }
    }

    @Test func `A crisis with two stories a day is found within three days`() throws {
        var detector = detector()
        let alerts = stream(calm(days: 25) + bad(6, every: 13, from: 490, number: 500_000), &detector)
        let alert = try #require(alerts.first { $0.stream == .entity("BAD") })
        #expect(alert.measures.window == .seconds(3 * 86400))
        #expect(alert.at < Self.start + .seconds((490 + 72) * 3600))
    }

    @Test func `A stream that is bad anyway can become worse`() {
        var detector = detector()
        // Four stories a day, all of them bad, then twenty in five hours.
        let usual = (0..<25 * 4).map { story(300_000 + $0, "BAD", negative: true, hour: Double($0) * 6) }
        let alerts = stream(
            calm(days: 25) + usual + bad(20, every: 0.25, from: 590, number: 500_000), &detector)
        let burst = Self.start + .seconds(590 * 3600)
        #expect(alerts.count { $0.stream == .entity("BAD") && $0.sequence == 0 && $0.at >= burst } == 1)
    }

    @Test func `What an alert told does not fire again once it is over`() {
        var detector = detector()
        // A large day, and afterwards a story a day.
        let crisis =
            bad(30, every: 0.25, from: 490, number: 500_000) + bad(6, every: 24, from: 510, number: 600_000)
        var alerts = stream(calm(days: 35) + crisis, &detector)
        alerts += detector.advance(to: Self.start + .seconds(1200 * 3600)).alerts
        #expect(Set(alerts.filter { $0.stream == .entity("BAD") }.map(\.id)).count == 1)
    }

    @Test func `Where only days are known, no window is shorter than a day`() throws {
        var byDay = detector { $0.isDatedByDay = true }
        let alerts = stream(calm() + burst(of: 12, hour: 470), &byDay).filter { $0.state == .firing }
        #expect(alerts.map(\.stream) == [.entity("BAD")])
        #expect(alerts.allSatisfy { $0.measures.window >= .seconds(86400) })
    }

    @Test func `A state of an older version is read`() throws {
        let old =
            #"{"a":0.3,"b":2,"negativeSeen":2,"storiesSeen":8,"itemsSeen":5.2,"allowance":2,"since":1793577600000,"learnedUntil":1793577600000,"peaks":{"day":20759,"surge":0,"share":0},"bins":[[5978592,1,1,1,1]],"evidence":[],"open":null,"lastFired":1793577600000,"claimed":[],"claims":0}"#
        let state = try JSONDecoder().decode(Sealed<StreamState>.self, from: Data(old.utf8))
        var detector = Detector(settings: DetectionSettings(), states: [.entity("BAD"): state])
        let alerts = stream(calm() + burst(of: 12, hour: 470), &detector)
        #expect(alerts.contains { $0.stream == .entity("BAD") })
    }
}
