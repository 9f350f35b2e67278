import Detection
import Domain
import FoundationEssentials
import TestSupport
import Testing

@Suite struct DetectorTests {
    /// 2026-11-02, a Monday.
    private static let start = Instant(seconds: 1_793_577_600)

    /// A story about `symbol`, as it comes from the classifier.
    private func story(
        _ number: Int, _ symbol: String?, negative: Bool, hour: Double, feed: String = "a",
        copyOf story: Int? = nil, topic: String = "markets", isBacklog: Bool = false
    ) -> AssessedItem {
        let at = Self.start + .seconds(hour * 3600)
        let scores =
            negative
            ? SentimentScores(negative: 0.9, neutral: 0.1, positive: 0)
            : SentimentScores(negative: 0.1, neutral: 0.8, positive: 0.1)
        let item = Item(
            feed: feed, key: "guid:\(number)", story: StoryID(Int64(story ?? number)),
            fingerprint: Int64(number),
            isFirstOfStory: story == nil, title: "Story \(number)", link: nil, summary: nil, author: nil,
            language: nil,
            eventTime: at, published: at, fetchedAt: at, isBacklog: isBacklog)
        return AssessedItem(
            item: item,
            assessment: Assessment(
                sentiment: scores, topics: [TopicScore(name: topic, probability: 1)],
                attention: [WordWeight(word: "fraud", weight: 1)], embedding: []),
            entities: symbol.map { [AssessedEntity(symbol: $0, sentiment: scores, relevance: 1)] } ?? [])
    }

    /// Twenty days of calm news about ten companies, a story an hour, one in eight negative.
    private func calm(days: Int = 20) -> [AssessedItem] {
        (0..<days * 24).map { hour in
            story(
                hour, "C\(hour % 10)", negative: hour % 8 == 3, hour: Double(hour),
                feed: hour % 2 == 0 ? "a" : "b")
        }
    }

    /// A burst of bad news about one company, a story every six minutes from a given hour on.
    private func burst(of count: Int, hour: Double, symbol: String = "BAD", isBacklog: Bool = false)
        -> [AssessedItem]
    {
        (0..<count).map {
            story(
                100_000 + $0, symbol, negative: true, hour: hour + Double($0) / 10,
                feed: $0 % 2 == 0 ? "a" : "b",
                isBacklog: isBacklog)
        }
    }

    /// Streams items in, one at a time as they happen; returns all notices.
    private func stream(_ items: [AssessedItem], _ detector: inout Detector) -> [Alert] {
        items.sorted { $0.item.eventTime < $1.item.eventTime }.flatMap { item in
            let outcome = detector.observe([item], now: item.item.eventTime)
            detector.adopt(outcome)
            return outcome.alerts
        }
    }

    private func detector(_ change: (inout DetectionSettings) -> Void = { _ in }) -> Detector {
        var settings = DetectionSettings()
        change(&settings)
        return Detector(settings: settings)
    }

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
        #expect(alert.explanation.contains("negative stories within"))
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

    /// A crisis of seven banks: each has ten stories of its own, and they come half an hour apart.
    private var crisis: [AssessedItem] {
        (0..<7).flatMap { company in
            (0..<10).map { number in
                story(
                    400_000 + company * 100 + number, "BANK\(company)", negative: true,
                    hour: 470 + Double(company) / 2 + Double(number) / 10, feed: number % 2 == 0 ? "a" : "b")
            }
        }
    }

    @Test
    func `When far more companies fire than usual, each has its alert, and the later ones name the others`()
        throws
    {
        var rule = WatchRule(id: "pager", streams: [try #require(StreamPattern("entity:BANK5"))])
        rule.severity = .critical
        var detector = detector { $0.rules = [rule] }
        var alerts = stream(calm(days: 25) + crisis, &detector)
        alerts += detector.advance(to: Self.start + .seconds(900 * 3600)).alerts
        let entities = alerts.filter { $0.stream.name.hasPrefix("entity:BANK") }
        let fired = entities.filter { $0.sequence == 0 }
        #expect(fired.map(\.stream) == (0...6).map { .entity("BANK\($0)") })
        #expect(Set(fired.map(\.id)).count == 7)
        #expect(fired.map(\.rule) == [nil, nil, nil, nil, nil, "pager", nil])
        #expect(fired.prefix(3).allSatisfy { $0.joined.isEmpty })
        #expect(fired[6].joined == (0...5).map { .entity("BANK\($0)") })
        #expect(fired[6].explanation.contains("Alerts about 6 others fired within six hours"))
        #expect(entities.count { $0.state == .resolved } == 7)
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

    /// A rule for good news about companies, and one for a word in any tone.
    private func watches() throws -> [WatchRule] {
        var good = WatchRule(id: "good", streams: [try #require(StreamPattern("entity:*"))])
        good.tone = .positive
        good.severity = .critical
        var words = WatchRule(id: "halls", streams: [.init("market")].compactMap(\.self))
        words.tone = .any
        words.words = [try #require(Phrase("story 70000*"))]
        return [good, words]
    }

    @Test func `Rules watch good news and words with the same statistics, beside the alerts on bad news`()
        throws
    {
        let rules = try watches()
        var detector = detector { $0.rules = rules }
        let praise = burst(of: 12, hour: 470, symbol: "GOOD").map { item in
            let scores = SentimentScores(negative: 0.05, neutral: 0.1, positive: 0.85)
            return AssessedItem(
                item: item.item, assessment: item.assessment,
                entities: [AssessedEntity(symbol: "GOOD", sentiment: scores, relevance: 1)])
        }
        let matching = (0..<9).map {
            story(700_000 + $0, nil, negative: false, hour: 500 + Double($0) / 10, topic: "sports")
        }
        var alerts = stream(calm(days: 30) + praise + matching, &detector)
        alerts += detector.advance(to: Self.start + .seconds(900 * 3600)).alerts
        let fired = alerts.filter { $0.sequence == 0 && $0.stream.rule != nil }
        #expect(fired.map(\.stream.name) == ["rule:good@entity:GOOD", "rule:halls@market"])
        #expect(fired.map(\.kind) == [.positiveSurge, .matchSurge])
        #expect(fired.map(\.rule) == ["good", "halls"])
        #expect(fired.first?.severity == .critical)
        #expect(fired.first?.explanation.contains("positive stories within") == true)
        #expect(!alerts.contains { $0.stream == .entity("GOOD") })
        #expect(alerts.count { $0.state == .resolved && $0.stream.rule != nil } == 2)
        #expect(Domain.Stream(name: "rule:good@entity:GOOD") == fired.first?.stream)
    }

    @Test func `A rule that watches something else changes nothing about bad news`() throws {
        let rules = try watches()
        var plain = detector()
        var watched = detector { $0.rules = rules }
        let items = calm() + burst(of: 12, hour: 470)
        let wanted = stream(items, &plain)
        #expect(stream(items, &watched).filter { $0.stream.rule == nil } == wanted)
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
