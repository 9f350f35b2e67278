import Detection
import Domain
import FoundationEssentials
import TestSupport
import Testing

/// What streams had half hour by half hour.
@Suite struct SeriesTests: DetectorScene {
    private static let acme = Domain.Stream.entity("ACME")

    /// A story that is good news about a company.
    private func praise(_ number: Int, hour: Double, symbol: String = "ACME") -> AssessedItem {
        let plain = story(number, symbol, negative: false, hour: hour)
        let scores = SentimentScores(negative: 0.05, neutral: 0.1, positive: 0.85)
        return AssessedItem(
            item: plain.item, assessment: plain.assessment,
            entities: [AssessedEntity(symbol: symbol, sentiment: scores, relevance: 1)])
    }

    /// The same story, fetched some hours after it happened.
    private func late(_ assessed: AssessedItem, hours: Double) -> AssessedItem {
        let item = assessed.item
        return AssessedItem(
            item: Item(
                feed: item.feed, key: item.key, story: item.story, fingerprint: item.fingerprint,
                isFirstOfStory: item.isFirstOfStory, title: item.title, link: nil, summary: nil, author: nil,
                language: nil, eventTime: item.eventTime, published: item.eventTime,
                fetchedAt: item.eventTime + .seconds(hours * 3600), isBacklog: item.isBacklog),
            text: assessed.text)
    }

    /// Streams items in as they are fetched; returns what each told of a stream.
    private func points(
        of stream: Domain.Stream, _ items: [AssessedItem], _ detector: inout Detector
    ) -> [[SeriesPoint]] {
        items.map { item in
            let outcome = detector.observe([item], now: item.item.fetchedAt)
            detector.adopt(outcome)
            return outcome.series.filter { $0.stream == stream }
        }
    }

    private func hour(_ hour: Double) -> Instant { Self.start + .seconds(hour * 3600) }

    @Test func `A half hour is told whole: stories by tone, what was expected, and how surprising it is`()
        throws
    {
        var detector = detector()
        let items = [
            story(1, "ACME", negative: true, hour: 0.1), story(2, "ACME", negative: false, hour: 0.2),
            praise(3, hour: 0.3), story(4, "ACME", negative: true, hour: 0.4, copyOf: 1),
        ]
        let told = points(of: Self.acme, items, &detector)
        #expect(told.map(\.count) == [1, 1, 1, 1])
        let point = try #require(told.last?.first)
        #expect(point.start == Self.start)
        #expect((point.stories, point.negative, point.positive) == (3, 1, 1))
        // 0.15 stories a day; the night hours of a weekday have 0.6 / 0.859643 of an average half hour, of
        // which a day has 48.
        #expect(abs(point.expected - 0.15 * 0.697964 / 48) < 1e-7)
        // NB with mean m = 0.00218114 and variance v = 1.1 m + m² (0.1 + 1 / 0.3): 1 − P(0), where P(0) is
        // (m / v) to the power of m² / (v − m).
        #expect(abs(point.bits - 8.9165) < 0.001)
    }

    @Test func `A half hour without a bad story surprises nobody`() throws {
        var detector = detector()
        let told = points(of: Self.acme, [story(1, "ACME", negative: false, hour: 0.1)], &detector)
        #expect(told[0].map(\.bits) == [0])
        #expect(told[0].map(\.negative) == [0])
    }

    @Test func `Fewer bad stories than expected surprise nobody`() throws {
        var detector = detector()
        // 96 bad stories a day for forty days, then one in a half hour.
        let often = (0...40 * 96).map { story($0, "ACME", negative: true, hour: Double($0) / 4) }
        let point = try #require(points(of: Self.acme, often, &detector).last?.last)
        #expect(point.expected > 1.1 && point.negative == 1)
        #expect(point.bits == 0)
    }

    @Test func `A late story changes the half hour that it belongs to, and no other`() throws {
        var detector = detector()
        let items = [
            story(1, "ACME", negative: false, hour: 10.1), story(2, "ACME", negative: false, hour: 12.1),
            late(praise(3, hour: 10.2), hours: 2),
        ]
        let told = points(of: Self.acme, items, &detector)
        #expect(told.map { $0.map(\.start) } == [[hour(10)], [hour(12)], [hour(10)]])
        #expect(told.map { $0.map(\.stories) } == [[1], [1], [2]])
        #expect(told[2].map(\.positive) == [1])
    }

    @Test func `What only teaches counts while the bins hold it, and a backlog never`() {
        var detector = detector()
        let items = [
            story(1, "ACME", negative: true, hour: 200),
            late(story(2, "ACME", negative: true, hour: 170), hours: 30),
            late(story(3, "ACME", negative: true, hour: 80), hours: 120),
            story(4, "ACME", negative: true, hour: 200, isBacklog: true),
        ]
        let told = points(of: Self.acme, items, &detector)
        #expect(told.map { $0.map(\.start) } == [[hour(200)], [hour(170)], [], []])
    }

    @Test func `A backlog is expected again in a day, not in the minutes since the start`() throws {
        var detector = detector()
        _ = stream(burst(of: 20, hour: 1, isBacklog: true), &detector)
        let told = points(of: .market, [story(1, "ACME", negative: false, hour: 4)], &detector)
        let point = try #require(told.last?.last)
        #expect((0.1...0.5).contains(point.expected), "\(point.expected) of 20 a day")
    }

    @Test func `A spike does not raise what is expected of it`() {
        var detector = detector()
        _ = stream(calm(), &detector)
        let told = points(of: .entity("BAD"), burst(of: 40, hour: 470), &detector).flatMap { $0 }
        let expected = told.map(\.expected)
        #expect(told.count >= 40)
        #expect((expected.min() ?? 0) > 0)
        #expect(
            (expected.max() ?? 1) < 0.01, "40 stories that had taught would be some hundred times as many")
    }

    @Test func `The score of an alert is in the half hour in which its window ends, and stays there`() throws
    {
        var detector = detector()
        _ = stream(calm(), &detector)
        let outcomes = burst(of: 9, hour: 470).map { item in
            let outcome = detector.observe([item], now: item.item.fetchedAt)
            detector.adopt(outcome)
            return outcome
        }
        let firing = try #require(outcomes.first { !$0.alerts.isEmpty })
        let alert = try #require(firing.alerts.first)
        let point = try #require(firing.series.last { $0.stream == alert.stream })
        #expect(abs(point.bits - alert.measures.surpriseBits) < 0.01)
        let calmer = points(
            of: .entity("BAD"), [story(900_000, "BAD", negative: false, hour: 470.9)], &detector)
        let before = outcomes.flatMap(\.series).last { $0.stream == .entity("BAD") }
        #expect(calmer[0].map(\.start) == before.map { [$0.start] })
        #expect(calmer[0].map(\.bits) == before.map { [$0.bits] })
    }

    @Test func `Streams of rules are told by what the rule looks for`() throws {
        var good = WatchRule(id: "good", streams: [try #require(StreamPattern("entity:*"))])
        good.tone = .positive
        let rules = [good]
        var detector = detector { $0.rules = rules }
        let watched = Self.acme.watched(by: "good")
        let told = points(
            of: watched, [praise(1, hour: 1), story(2, "ACME", negative: true, hour: 1.1)], &detector)
        let point = try #require(told.last?.first)
        #expect((point.stories, point.negative, point.positive) == (2, 1, 1))
        #expect(point.bits > 0)
    }

    @Test func `An item is told once for each of its streams, and time alone tells nothing`() {
        var detector = detector()
        let items = [story(1, "ACME", negative: true, hour: 1), story(2, "ACME", negative: true, hour: 1.2)]
        let outcome = detector.observe(items, now: hour(1.3))
        #expect(
            Set(outcome.series.map(\.stream)) == [Self.acme, .topic("markets"), .market]
                && outcome.series.count == 3)
        detector.adopt(outcome)
        #expect(detector.advance(to: hour(3)).series.isEmpty)
    }

    @Test func `States of older versions are read, without good news and peaks`() throws {
        var detector = detector()
        _ = points(of: Self.acme, [story(1, "ACME", negative: true, hour: 1)], &detector)
        let old = try #require(detector.states[Self.acme])
        let json = String(decoding: try JSONEncoder().encode(old), as: UTF8.self)
        let written = json.replacing(",1,1,1,1]]", with: ",1,1,1,1,false]]")
        #expect(written != json, "\(json)")
        #expect(try JSONDecoder().decode(Sealed<StreamState>.self, from: Data(written.utf8)) == old)
        _ = points(of: Self.acme, [praise(2, hour: 1.01)] + burst(of: 9, hour: 2, symbol: "ACME"), &detector)
        let state = try #require(detector.states[Self.acme])
        let data = try JSONEncoder().encode(state)
        #expect(try JSONDecoder().decode(Sealed<StreamState>.self, from: data) == state)
        #expect(state != old)
    }
}
