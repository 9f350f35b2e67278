import Detection
import Domain
import FoundationEssentials
import TestSupport
import Testing

@Suite struct DetectorTests: DetectorScene {
    @Test func `Calm news raises nothing`() {
        var detector = detector()
        #expect(stream(calm(), &detector).isEmpty)
    }

    @Test func `A burst of bad news about a company fires once, for that company alone`() throws {
        var detector = detector()
        let alerts = stream(calm() + burst(of: 12, hour: 470), &detector)
        let firing = alerts.filter { $0.state == .firing }
        #expect(firing.map(\.stream) == [.entity("BAD")])
        let alert = try #require(firing.first)
        #expect(alert.measures.observed >= 3)
        #expect(Double(alert.measures.observed) > 10 * alert.measures.expected)
        #expect(alert.measures.share == 1)
        #expect(alert.measures.surpriseBits > 10)
        #expect(alert.measures.falseAlarmsPerMonth < 0.25)
        #expect(alert.measures.sources == 2)
        #expect(alert.headlines.allSatisfy { $0.words == ["fraud"] && $0.score < 0 })
        #expect(alert.explanation.contains("negative stories about BAD within"))
        #expect(alert.at < Self.start + .seconds(471.2 * 3600), "well before the burst is over")
    }

    @Test func `Who only judges others is not who suffers`() {
        var detector = detector()
        let said = burst(of: 12, hour: 470).map { bad in
            AssessedItem(
                item: bad.item, assessment: bad.assessment,
                entities: [
                    AssessedEntity(
                        symbol: "RATER", sentiment: bad.assessment.sentiment,
                        relevance: Mention.speakerRelevance)
                ])
        }
        let alerts = stream(calm() + said, &detector)
        #expect(!alerts.contains { $0.stream == .entity("RATER") })
    }

    @Test func `The backlog of a first fetch teaches and raises nothing`() {
        var detector = detector()
        let items = calm() + burst(of: 20, hour: 470, isBacklog: true)
        #expect(stream(items, &detector).isEmpty)
        #expect(detector.states[.entity("BAD")] != nil)
    }

    @Test func `Copies of one story are one story`() {
        var detector = detector()
        let copies = (0..<20).map {
            story(
                300_000 + $0, "BAD", negative: true, hour: 470 + Double($0) / 20, feed: "f\($0)",
                copyOf: $0 == 0 ? nil : 300_000)
        }
        #expect(stream(calm() + copies, &detector).isEmpty)
    }

    @Test func `A rule holds for its streams alone`() throws {
        var rule = WatchRule(id: "bad", streams: [try #require(StreamPattern("entity:B*"))])
        rule.minimumStories = 13
        var strict = detector { $0.rules = [rule] }
        #expect(!stream(calm() + burst(of: 12, hour: 470), &strict).contains { $0.stream == .entity("BAD") })
        #expect(
            stream(burst(of: 12, hour: 490, symbol: "CAD"), &strict).map(\.stream).contains(.entity("CAD")))
        rule.minimumStories = nil
        rule.severity = .critical
        var loud = detector { $0.rules = [rule] }
        let alerts = stream(calm(days: 23) + burst(of: 12, hour: 470), &loud)
        #expect(alerts.map(\.severity) == [.critical, .critical])
        #expect(alerts.map(\.rule) == ["bad", "bad"])
    }

    @Test func `A topic of a company of which much is said is watched by itself`() throws {
        var detector = detector()
        let topics = ["markets", "results", "legal"]
        // Twelve stories a day, half of them negative, of three topics in turn.
        var items = (0..<40 * 12).map { number in
            story(
                number, "BIG", negative: number % 2 == 0, hour: Double(number) * 2,
                feed: number % 4 < 2 ? "a" : "b", topic: topics[number % 3])
        }
        items += (0..<9).map { number in
            story(
                500_000 + number, "BIG", negative: true, hour: 960 + Double(number) / 4,
                feed: number % 2 == 0 ? "a" : "b", topic: "legal")
        }
        let alerts = stream(items, &detector)
        #expect(detector.states[.entityTopic("BIG", topic: "legal")] != nil)
        #expect(alerts.first?.stream == .entityTopic("BIG", topic: "legal"), "\(alerts.map(\.stream))")
        #expect(
            !alerts.contains { $0.stream == .topic("legal") }, "the narrower alert explains the wider stream")
        // Of companies of which little is said, the topics are not counted.
        var sparse = self.detector()
        _ = stream(calm(), &sparse)
        #expect(!sparse.states.keys.contains { $0.kind == .entityTopic })
    }

    @Test func `Feeds of one owner are one source`() {
        var shared = detector {
            $0.minimumSources = 2
            $0.owners = ["a": "wire.example", "b": "wire.example"]
        }
        #expect(stream(calm() + burst(of: 12, hour: 470), &shared).isEmpty)
    }

    @Test func `Fewer stories or sources than asked for raise nothing`() {
        var few = detector { $0.minimumStories = 13 }
        #expect(!stream(calm() + burst(of: 12, hour: 470), &few).contains { $0.stream == .entity("BAD") })
        var single = detector { $0.minimumSources = 3 }
        #expect(stream(calm() + burst(of: 12, hour: 470), &single).isEmpty)
    }

    @Test func `A rush of news that is not negative raises nothing`() {
        var detector = detector()
        let rush = (0..<40).map {
            story(
                400_000 + $0, "BUSY", negative: $0 % 8 == 0, hour: 470 + Double($0) / 20, feed: "f\($0 % 3)")
        }
        #expect(stream(calm() + rush, &detector).isEmpty)
    }

    @Test
    func `The words shown say what happened: not to whom, and nothing that only holds a title together`() {
        var detector = detector()
        let told = burst(of: 12, hour: 470).map { item in
            let sentiment = item.assessment.sentiment
            let mention = Mention(name: "Hyundai Motor", symbol: "BAD", words: 0..<1, relevance: 1)
            let weights: [(String, Float)] = [
                ("Hyundais", 0.4), ("as", 0.2), ("Over", 0.2), ("fraud", 0.1), ("motor", 0.05),
                ("probe", 0.1),
            ]
            return AssessedItem(
                item: item.item,
                assessment: Assessment(
                    sentiment: sentiment, topics: [],
                    attention: weights.map { WordWeight(word: $0.0, weight: $0.1) }, embedding: []),
                entities: [
                    AssessedEntity(
                        mention,
                        answers: [
                            HeadAnswer(
                                head: .entity, labels: ["negative", "neutral", "positive"],
                                probabilities: [0.9, 0.1, 0])
                        ])
                ])
        }
        let alert = stream(calm() + told, &detector).first { $0.stream == .entity("BAD") }
        #expect(alert?.headlines.first?.words == ["fraud", "probe"])
    }

    @Test func `Sentiment towards the company counts, not that of the whole text`() {
        var detector = detector()
        let praised = burst(of: 12, hour: 470).map { item in
            AssessedItem(
                item: item.item, assessment: item.assessment,
                entities: [
                    AssessedEntity(
                        symbol: "GOOD",
                        sentiment: SentimentScores(negative: 0.05, neutral: 0.1, positive: 0.85), relevance: 1
                    )
                ])
        }
        #expect(!stream(calm() + praised, &detector).contains { $0.stream == .entity("GOOD") })
    }

    @Test func `States that were stored go on as if nothing had happened`() {
        let items = (calm() + burst(of: 12, hour: 470)).sorted { $0.item.eventTime < $1.item.eventTime }
        var whole = detector()
        let wanted = stream(items, &whole)
        for cut in [1, 100, 470, 475, items.count - 1] {
            var first = detector()
            var found = stream(Array(items[..<cut]), &first)
            var second = Detector(
                settings: first.settings, states: first.states, population: first.population)
            found += stream(Array(items[cut...]), &second)
            #expect(found == wanted, "cut at \(cut)")
        }
    }

    @Test func `An outcome that was not adopted has changed nothing`() {
        var detector = detector()
        _ = stream(calm(days: 5), &detector)
        let before = detector.states
        _ = detector.observe(burst(of: 12, hour: 130), now: Self.start + .seconds(132 * 3600))
        #expect(detector.states == before)
    }

    @Test func `A stream whose news turn bad without becoming more is told as such`() throws {
        var detector = detector()
        // Twelve stories a day for thirty days, one in eight negative, then a day of as many bad ones.
        var items: [AssessedItem] = []
        for number in 0..<372 {
            let isNegative = number >= 360 || number % 8 == 3
            let feed = number % 2 == 0 ? "a" : "b"
            items.append(story(number, "SOUR", negative: isNegative, hour: Double(number) * 2, feed: feed))
        }
        let alerts = stream(items, &detector)
        let alert = try #require(alerts.first { $0.stream == .entity("SOUR") && $0.state == .firing })
        #expect([.share, .surge].contains(alert.kind))
        #expect(alert.measures.share > 2 * alert.measures.baselineShare)
    }

    @Test func `Late stories count in their own time, in whatever order they come`() {
        let items = burst(of: 12, hour: 470)
        func firing(_ order: [Int]) -> [String] {
            var detector = detector()
            _ = stream(calm(), &detector)
            let now = items[items.count - 1].item.eventTime
            let outcome = detector.observe(order.map { items[$0] }, now: now)
            return outcome.alerts.map { "\($0.stream) \($0.measures)" }
        }
        let inOrder = firing(Array(0..<12))
        #expect(inOrder.count == 1)
        #expect(firing(Array((0..<12).reversed())) == inOrder)
        #expect(firing([5, 0, 11, 3, 7, 1, 9, 2, 4, 10, 6, 8]) == inOrder)
    }

    @Test func `A quiet stream is small`() throws {
        var detector = detector()
        _ = stream(
            (0..<30).map { story($0, "SMALL", negative: $0 % 4 == 0, hour: Double($0) * 48) }, &detector)
        let state = try #require(detector.states[.entity("SMALL")])
        #expect(try JSONEncoder().encode(state).count < 1024)
    }
}
