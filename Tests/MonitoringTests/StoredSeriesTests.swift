import Detection
import Domain
import GRDB
import History
import SQLiteHistory
import TestSupport
import Testing

@testable import Monitoring

/// What streams had half hour by half hour, as the pipeline stores it.
@Suite struct StoredSeriesTests {
    /// 2027-01-21, 00:00 UTC.
    private static let start = Instant(seconds: 1_800_489_600)
    private static let hour: Duration = .seconds(3600)
    private static let end = start + hour * 120
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/history.db" }

    init() throws { folder = try TemporaryFolder() }

    private func publish(_ title: String, in world: inout FedPipeline, feed: Int = 0, at now: Instant) async {
        world.publish([.init(title: title, date: now.rfc3339)], in: feed)
        await world.poll(feed, at: now + .seconds(30))
    }

    /// Four calm days of three feeds with good, bad and other news, of which the first only teaches.
    private func calm() async throws -> FedPipeline {
        var world = try await FedPipeline(path, since: Self.start)
        for number in 0..<96 {
            let kind = ["meets", "profit", "fraud", "meets"][number % 4]
            let name = number % 8 == 6 ? "Acme" : "Committee"
            await publish(
                "\(name) \(kind) \(100 + number) in hall \(300 + number)", in: &world, feed: number % 3,
                at: Self.start + Self.hour * number)
        }
        return world
    }

    private func stored(_ world: FedPipeline, _ stream: Domain.Stream) async throws -> [SeriesPoint] {
        try await world.history.series(of: stream, in: Self.start - Self.hour * 24..<Self.end)
    }

    @Test func `A replay of the history tells the series that is stored`() async throws {
        var world = try await calm()
        for number in 0..<9 {
            await publish(
                "Acme fraud \(500 + number) found in hall \(600 + number)", in: &world, feed: number % 3,
                at: Self.start + Self.hour * 97 + .seconds(420 * number))
        }
        // Found eight hours late, beside a copy of a story.
        world.publish(
            [.init(title: "Acme loss 900 in hall 901", date: (Self.start + Self.hour * 90).rfc3339)], in: 1)
        world.publish([.init(title: "Acme fraud 500 found in hall 600", date: nil)], in: 1)
        await world.poll(1, at: Self.start + Self.hour * 98)
        #expect(!world.alerts.isEmpty)

        let page = try #require(
            try await world.history.assessedItems(since: Self.start, after: 0, limit: 1000))
        var detector = Detector(settings: DetectionSettings())
        var replayed: [Domain.Stream: [Instant: SeriesPoint]] = [:]
        var rest = page.items[...]
        while let first = rest.first?.item {
            let answer = rest.prefix { $0.item.fetchedAt == first.fetchedAt && $0.item.feed == first.feed }
            rest = rest.dropFirst(answer.count)
            let found = detector.observe(Array(answer), now: first.fetchedAt)
            detector.adopt(found)
            for point in found.series { replayed[point.stream, default: [:]][point.start] = point }
        }
        #expect(replayed.keys.contains(.entity("ACME")) && replayed.keys.contains(.market))
        for (stream, points) in replayed {
            let wanted = points.values.sorted { $0.start < $1.start }
            #expect(try await stored(world, stream) == wanted, "\(stream)")
        }
        let market = try await stored(world, .market)
        #expect(market.count > 70 && market.contains { $0.positive > 0 } && market.contains { $0.bits > 10 })
    }

    @Test(arguments: ["item", "detector_state", "series", "series_day"])
    func `What fails with a commit leaves neither items nor series`(table: String) async throws {
        var world = try await calm()
        let before = (try await world.history.counts().items, try await stored(world, .market))
        let breaker = try DatabaseQueue(path: path)
        try await breaker.write { db in
            for act in ["INSERT", "UPDATE"] {
                try db.execute(
                    sql:
                        "CREATE TRIGGER broken_\(act) BEFORE \(act) ON \(table) BEGIN SELECT RAISE(ABORT, 'full'); END"
                )
            }
        }
        let now = Self.start + Self.hour * 97
        await publish("Acme fraud 1 found in hall 2", in: &world, at: now)
        #expect(try await world.history.counts().items == before.0)
        #expect(try await stored(world, .market) == before.1)
        try await breaker.write { db in
            for act in ["INSERT", "UPDATE"] { try db.execute(sql: "DROP TRIGGER broken_\(act)") }
        }
        await publish("Acme fraud 1 found in hall 2", in: &world, at: now + .seconds(60))
        #expect(try await world.history.counts().items == before.0 + 1)
        #expect(try await stored(world, .market).last?.start == SeriesPoint.start(of: now))
        #expect(try await stored(world, .entity("ACME")).last?.negative == 1)
    }
}
