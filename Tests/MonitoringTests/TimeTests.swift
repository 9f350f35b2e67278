import Detection
import Domain
import FoundationEssentials
import Replay
import SQLiteHistory
import TestSupport
import Testing

@testable import Monitoring

/// The model of time as laws: what a date says, when it comes, and what becomes of it.
@Suite struct TimeTests {
    /// 2027-01-21, 00:00 UTC; the stories are bad on the third day after it.
    private static let start = Instant(seconds: 1_800_489_600)
    private static let hour: Duration = .seconds(3600)
    private static let burst = start + hour * 82 + .seconds(420)
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// How a feed writes a time.
    typealias DateStyle = @Sendable (Instant) -> String?
    private static let exact: DateStyle = { $0.rfc3339 }

    /// Polls three feeds every three hours for three days, each with a calm headline.
    private func calm(_ style: DateStyle = exact, name: String = "history") async throws -> FedPipeline {
        var world = try await FedPipeline("\(folder.path)/\(name).db", since: Self.start)
        for hour in stride(from: 0, to: 81, by: 3) {
            for feed in 0..<3 {
                let now = Self.start + Self.hour * hour + .seconds(feed)
                let number = 1000 + hour * 3 + feed
                world.publish(
                    [
                        .init(
                            title: "Committee \(number) meets in hall \(number)",
                            date: style(now - .seconds(300)))
                    ],
                    in: feed)
                await world.poll(feed, at: now)
            }
        }
        return world
    }

    /// Nine bad headlines about one company in three feeds, twenty minutes apart.
    private func publishBurst(
        in world: inout FedPipeline, at time: Instant = burst, _ style: DateStyle = exact
    ) {
        for number in 0..<9 {
            world.publish(
                [
                    .init(
                        title: "Acme fraud \(500 + number) found in hall \(600 + number)",
                        date: style(time + .seconds(1200 * number)))
                ], in: number % 3)
        }
    }

    private func pollAll(_ world: inout FedPipeline, at time: Instant) async {
        for feed in 0..<3 { await world.poll(feed, at: time + .seconds(feed)) }
    }

    private func fired(_ world: FedPipeline) -> [Alert] {
        world.alerts.filter { $0.stream == .entity("ACME") && $0.sequence == 0 }
    }

    @Test(arguments: [3, 8, 20])
    func `After an outage there is one alert, marked late`(hours: Int) async throws {
        var world = try await calm()
        publishBurst(in: &world)
        let end = Self.burst + .seconds(1200 * 8)
        await pollAll(&world, at: end + Self.hour * hours)
        let alerts = fired(world)
        #expect(alerts.count == 1)
        let lateness = try #require(alerts.first?.lateness)
        #expect(lateness > Self.hour * (hours - 1) && lateness <= Self.hour * (hours + 1))
        #expect(alerts.first?.explanation.contains("This alert is late") == true)
        #expect(alerts.first?.measures.observed ?? 0 >= 3)
    }

    @Test func `What is found more than a day late teaches only`() async throws {
        var world = try await calm()
        publishBurst(in: &world)
        await pollAll(&world, at: Self.burst + Self.hour * 30)
        #expect(fired(world).isEmpty)
        var old = try await calm(name: "old")
        publishBurst(in: &old, at: Self.burst - Self.hour * (240 * 24))
        await pollAll(&old, at: Self.burst)
        #expect(old.alerts.isEmpty)
    }

    @Test func `In time, the same stories fire early and are not late`() async throws {
        var world = try await calm()
        publishBurst(in: &world)
        await pollAll(&world, at: Self.burst + Self.hour * 3)
        #expect(fired(world).count == 1)
        #expect(fired(world).first?.lateness == nil)
    }

    @Test func `Days without times alert as times do`() async throws {
        let day: DateStyle = { String($0.rfc3339.prefix(10)) }
        var world = try await calm(day)
        publishBurst(in: &world, day)
        await pollAll(&world, at: Self.burst + Self.hour * 3)
        #expect(fired(world).count == 1)
        #expect(fired(world).first?.lateness == nil)
    }

    @Test(arguments: [-5, -14, 8, 12])
    func `Local times without a zone alert as if they had it, once the feed is known`(hours: Int) async throws
    {
        let local: DateStyle = {
            String(($0 + Self.hour * hours).rfc3339.prefix(19)).replacing("T", with: " ")
        }
        var world = try await calm(local)
        publishBurst(in: &world, local)
        await pollAll(&world, at: Self.burst + Self.hour * 3)
        var right = try await calm(name: "right")
        publishBurst(in: &right)
        await pollAll(&right, at: Self.burst + Self.hour * 3)
        #expect(fired(world).count == 1)
        // What was counted before the feeds were known differs a little, and with it what is expected.
        let facts = { (alert: Alert) in
            "\(alert.id) \(alert.at) \(alert.measures.observed) \(alert.headlines)"
        }
        #expect(fired(world).map(facts) == fired(right).map(facts))
    }

    @Test func `The first day of a history teaches, whatever the first answer spans`() async throws {
        var world = try await FedPipeline("\(folder.path)/history.db", since: Self.start)
        for number in 0..<30 {
            world.publish(
                [
                    .init(
                        title: "Committee \(number) meets in hall \(number)",
                        date: (Self.start - Self.hour * (2 * number)).rfc3339)
                ], in: number % 3)
        }
        publishBurst(in: &world, at: Self.start - Self.hour * 3)
        await pollAll(&world, at: Self.start)
        for hour in [1, 5, 12, 20] {
            publishBurst(in: &world, at: Self.start + Self.hour * hour)
            await pollAll(&world, at: Self.start + Self.hour * (hour + 3))
        }
        #expect(world.alerts.isEmpty)
    }

    @Test func `The first day of a feed teaches, in a history that has long been watched`() async throws {
        var world = try await FedPipeline("\(folder.path)/history.db", since: Self.start)
        for hour in stride(from: 0, to: 81, by: 3) {
            world.publish(
                [.init(title: "Committee \(hour) meets in hall \(hour)", date: nil)], in: 0)
            await world.poll(0, at: Self.start + Self.hour * hour)
        }
        for hour in [0, 4] {
            for number in 0..<9 {
                world.publish(
                    [.init(title: "Acme fraud \(hour)\(number) found in hall \(number)", date: nil)], in: 1)
            }
            await world.poll(1, at: Self.burst + Self.hour * hour)
        }
        #expect(world.alerts.isEmpty)
        for number in 0..<9 {
            world.publish([.init(title: "Acme fraud 7\(number) found in hall \(number)", date: nil)], in: 1)
        }
        await world.poll(1, at: Self.burst + Self.hour * 25)
        #expect(fired(world).count == 1)
    }

    @Test func `A replay of the history gives the same alerts at the same times`() async throws {
        var world = try await calm()
        for number in 0..<9 {
            let now = Self.burst + .seconds(420 * number)
            world.publish(
                [.init(title: "Acme fraud \(500 + number) found in hall \(600 + number)", date: now.rfc3339)],
                in: number % 3)
            await world.poll(number % 3, at: now + .seconds(30))
        }
        var now = Self.burst + Self.hour * 2
        for _ in 0..<(3 * 288) {
            now = now + .seconds(300)
            await world.tick(at: now)
        }
        world.publish([.init(title: "Committee 7 meets in hall 7", date: now.rfc3339)], in: 0)
        await world.poll(0, at: now + .seconds(60))
        var replayed: [Alert] = []
        try await Replay(assessor: FedPipeline.assessor).run(
            try await world.history.headlines(), under: [DetectionSettings()]
        ) { alert, _ in replayed.append(alert) }
        #expect(world.alerts.map(\.state).contains(.resolved))
        #expect(replayed.map(\.id) == world.alerts.map(\.id))
        #expect(replayed.map(\.at) == world.alerts.map(\.at))
        #expect(replayed.map(\.measures) == world.alerts.map(\.measures))
    }

    @Test func `Titles that turn bad under their old guids are news, once a story`() async throws {
        var world = try await calm()
        let titles = (0..<9).map { "Acme statement \(700 + $0) read in hall \(800 + $0)" }
        for (number, title) in titles.enumerated() {
            world.publish([.init(title: title, date: nil, guid: "g\(number)")], in: number % 3)
        }
        await pollAll(&world, at: Self.burst)
        #expect(world.alerts.isEmpty)
        for number in titles.indices {
            world.publish(
                [
                    .init(
                        title: "Acme fraud \(700 + number) found in hall \(800 + number)", guid: "g\(number)")
                ],
                in: number % 3)
        }
        await pollAll(&world, at: Self.burst + Self.hour)
        #expect(fired(world).count == 1)
        #expect(try await world.history.counts().items == 27 * 3 + 9)
        // The same answers once more turn nothing.
        let observed = fired(world).first?.measures.observed
        await pollAll(&world, at: Self.burst + Self.hour * 2)
        #expect(fired(world).count == 1 && fired(world).first?.measures.observed == observed)
    }

    @Test func `A replay of titles that changed gives the alerts that the daemon gave`() async throws {
        var world = try await calm()
        for number in 0..<9 {
            world.publish(
                [.init(title: "Acme statement \(700 + number) read in hall \(number)", guid: "g\(number)")],
                in: number % 3)
        }
        await pollAll(&world, at: Self.burst)
        for number in 0..<9 {
            let title = "Acme fraud \(700 + number) found in hall \(number)"
            world.publish([.init(title: title, guid: "g\(number)")], in: number % 3)
            await world.poll(number % 3, at: Self.burst + Self.hour + .seconds(420 * number))
        }
        // Once more, and for one of them back to what it was.
        world.publish([.init(title: "Acme fraud 700 found in hall 0, page 2", guid: "g0")], in: 0)
        world.publish([.init(title: "Acme statement 703 read in hall 3", guid: "g3")], in: 0)
        await world.poll(0, at: Self.burst + Self.hour * 3)
        #expect(fired(world).count == 1)
        var replayed: [Alert] = []
        try await Replay(assessor: FedPipeline.assessor).run(
            try await world.history.headlines(), under: [DetectionSettings()]
        ) { alert, _ in replayed.append(alert) }
        #expect(replayed.map(\.id) == world.alerts.map(\.id))
        #expect(replayed.map(\.at) == world.alerts.map(\.at))
        #expect(replayed.map(\.measures) == world.alerts.map(\.measures))
    }

    @Test func `A title that stays as bad as it was tells nothing new`() async throws {
        var world = try await calm()
        for number in 0..<2 {
            world.publish(
                [.init(title: "Acme fraud \(number) found in hall \(number)", guid: "g\(number)")], in: number
            )
        }
        await pollAll(&world, at: Self.burst)
        for round in 1...4 {
            for number in 0..<2 {
                world.publish(
                    [
                        .init(
                            title: "Acme fraud \(number) found in hall \(number), page \(round)",
                            guid: "g\(number)")
                    ],
                    in: number)
            }
            await pollAll(&world, at: Self.burst + Self.hour * round)
        }
        #expect(world.alerts.isEmpty)
    }
}
