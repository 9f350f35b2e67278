import Detection
import Domain
import TestSupport
import Testing

@Suite struct FiringTests: DetectorScene {
    @Test func `An alert is resolved once it is calm again, under the same id`() throws {
        var detector = detector()
        let alerts = stream(calm(days: 23) + burst(of: 12, hour: 470), &detector)
        #expect(alerts.map(\.state) == [.firing, .resolved])
        #expect(alerts[0].id == alerts[1].id)
        #expect(alerts[1].sequence == 1)
        #expect(alerts[1].at > alerts[0].at)
    }

    @Test func `Time alone resolves an alert`() {
        var detector = detector()
        let fired = stream(calm() + burst(of: 12, hour: 470), &detector)
        #expect(fired.count { $0.state == .firing } == 1)
        if fired.contains(where: { $0.state == .resolved }) { return }
        let outcome = detector.advance(to: Self.start + .seconds(600 * 3600))
        #expect(outcome.alerts.map(\.state) == [.resolved])
        detector.adopt(outcome)
        #expect(detector.advance(to: Self.start + .seconds(700 * 3600)).alerts.isEmpty)
    }

    @Test func `A cooldown keeps a second burst quiet, and ends`() {
        var detector = detector { $0.cooldown = .seconds(6 * 3600) }
        let bursts = burst(of: 12, hour: 470) + burst(of: 12, hour: 473) + burst(of: 14, hour: 560)
        let renumbered = bursts.enumerated().map { index, item in
            story(
                200_000 + index, "BAD", negative: true,
                hour: (item.item.eventTime - Self.start).inSeconds / 3600, feed: index % 2 == 0 ? "a" : "b")
        }
        let firing = stream(calm(days: 25) + renumbered, &detector).filter { $0.state == .firing }
        #expect(firing.map(\.stream) == [.entity("BAD"), .entity("BAD")])
        #expect(Set(firing.map(\.id)).count == 2)
    }

    @Test func `Stories of one minute are all in the notice that the third of them gives`() throws {
        var detector = detector()
        _ = stream(calm(), &detector)
        let minute = (0..<13).map {
            story(800_000 + $0, "BAD", negative: true, hour: 490 + Double($0) / 1000, feed: "f\($0 % 3)")
        }
        let outcome = detector.observe(minute, now: Self.start + .seconds(490 * 3600 + 60))
        #expect(outcome.alerts.first { $0.stream == .entity("BAD") }?.measures.observed == 13)
    }

    @Test func `An open alert grows with the stories that join it, without another notice`() throws {
        var detector = detector()
        _ = stream(calm(), &detector)
        var grown: [Alert] = []
        var alerts: [Alert] = []
        for item in burst(of: 12, hour: 490) {
            let outcome = detector.observe([item], now: item.item.eventTime)
            detector.adopt(outcome)
            alerts += outcome.alerts
            grown += outcome.grown
        }
        let first = try #require(alerts.first { $0.stream == .entity("BAD") })
        #expect(alerts.count == 1)
        let last = try #require(grown.last)
        #expect(last.id == first.id && last.sequence == 0 && last.at == first.at)
        #expect(last.measures.observed == 12 && last.headlines.count == 8)
        #expect(last.explanation.contains("12 negative stories"))
    }

    @Test func `A crisis that pauses for the nights is one alert, told again at most once a day`() throws {
        var detector = detector()
        var days: [AssessedItem] = []
        for day in 0..<5 {
            for number in 0..<(10 + 12 * day) {
                let hour: Double = 490 + Double(day) * 24 + Double(number) / 6
                days.append(
                    story(
                        900_000 + day * 100 + number, "BAD", negative: true, hour: hour,
                        feed: "f\(number % 3)"))
            }
        }
        var alerts = stream(calm(days: 30) + days, &detector)
        alerts += detector.advance(to: Self.start + .seconds(1200 * 3600)).alerts
        let own = alerts.filter { $0.stream == .entity("BAD") }
        #expect(Set(own.map(\.id)).count == 1)
        #expect(own.last?.state == .resolved)
        let told = own.filter { $0.state == .firing }.map(\.at)
        #expect(zip(told, told.dropFirst()).allSatisfy { $1 - $0 >= .seconds(86400) })
    }

    @Test func `An alert that becomes far rarer is told again under its id`() throws {
        var detector = detector()
        let wave = burst(of: 600, hour: 470)
        let alerts = stream(calm() + wave, &detector).filter {
            $0.stream == .entity("BAD") && $0.state == .firing
        }
        #expect(alerts.count > 1)
        #expect(Set(alerts.map(\.id)).count == 1)
        #expect(alerts.map(\.sequence) == Array(0..<alerts.count))
        #expect(alerts.dropFirst().allSatisfy { $0.severity == .critical })
        let end = detector.advance(to: Self.start + .seconds(700 * 3600))
        #expect(end.alerts.filter { $0.stream == .entity("BAD") }.map(\.sequence) == [alerts.count])
    }
}
