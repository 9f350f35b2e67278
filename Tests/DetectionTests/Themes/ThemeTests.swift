import Domain
import TestSupport
import Testing

@testable import Detection

/// Words that nobody asked for, and that surge in bad news.
@Suite struct ThemeTests {
    @Test func `Words dealt at random raise no theme`() {
        #expect(ThemeScene.learned.alerts.filter { $0.stream.kind == .theme }.isEmpty)
        #expect(ThemeScene.learned.detector.themes.termCount > 1000)
    }

    @Test func `A crisis with words of its own is told once, by its term and companions`() throws {
        var scene = ThemeScene()
        scene.crisis(9, day: 60, about: [("ACME", "Acme")])
        let alert = try #require(scene.fired.first)
        #expect(scene.fired.count == 1)
        #expect(alert.stream.subject.contains("lorvex") || alert.stream.subject.contains("outbreak"))
        #expect(alert.name?.contains("lorvex") == true && alert.name?.contains("outbreak") == true)
        #expect(alert.kind == .surge && alert.measures.observed >= 3 && alert.measures.sources >= 2)
        #expect(alert.headlines.allSatisfy { $0.title.hasPrefix("Lorvex outbreak") })
        #expect(alert.explanation.contains(" Words: ") && alert.explanation.contains("Acme"))
        let theme = try #require(alert.theme)
        #expect(theme.began == ThemeScene.start + ThemeScene.day * 60)
        #expect(theme.companies.map(\.symbol) == ["ACME"] && theme.companies.first?.name == "Acme")
        #expect(theme.sources == ThemeScene.sources)
    }

    @Test func `A theme grows with its stories, and ends after a day and a half without one`() throws {
        var scene = ThemeScene()
        scene.crisis(9, day: 60)
        let stream = try #require(scene.fired.first).stream
        let state = try #require(scene.detector.states[stream]?.value)
        #expect(state.open?.notice.measures.observed == 9)
        scene.wait(untilDay: 61.6)
        #expect(scene.themes.allSatisfy { $0.state == .firing })
        scene.wait(untilDay: 61.8)
        let end = try #require(scene.themes.last)
        #expect(end.state == .resolved && end.id == scene.fired.first?.id)
        #expect(end.measures.observed == 9)
    }

    @Test func `What an ended theme is about is not told anew within a week, and its stream is forgotten`() {
        var scene = ThemeScene()
        scene.crisis(9, day: 60)
        scene.wait(untilDay: 62)
        scene.crisis(6, day: 64)
        #expect(scene.fired.count == 1)
        scene.calm(day: 71, stories: 30)
        #expect(scene.detector.states.keys.allSatisfy { $0.kind != .theme })
    }

    @Test func `Names of the catalogue are no themes: they have streams of their own`() {
        var scene = ThemeScene()
        for place in 0..<9 {
            scene.tell(
                "Acme \(scene.word()) \(scene.word()) \(scene.word())", from: ThemeScene.sources[place % 3],
                at: 60 + Double(place) / 48, about: [("ACME", "Acme")])
        }
        #expect(scene.fired.isEmpty)
        #expect(scene.alerts.contains { $0.stream == .entity("ACME") })
    }

    @Test func `Stories that a company's alert has claimed make no theme`() {
        var scene = ThemeScene()
        for place in 0..<9 {
            scene.tell(
                "Acme lorvex leak \(scene.word()) \(scene.word())", from: ThemeScene.sources[place % 3],
                at: 60 + Double(place) / 480, about: [("ACME", "Acme")])
        }
        #expect(scene.alerts.contains { $0.stream == .entity("ACME") })
        #expect(scene.fired.isEmpty)
    }

    @Test func `A rule for themes changes their severity and how many stories they need`() throws {
        var rule = WatchRule(id: "words", streams: [try #require(StreamPattern("theme:*"))])
        rule.severity = .critical
        rule.minimumStories = 6
        var settings = DetectionSettings()
        settings.rules = [rule]
        let learned = ThemeScene.learned.detector
        var scene = ThemeScene(
            Detector(
                settings: settings, states: learned.states, population: learned.population,
                themes: learned.themes))
        scene.crisis(9, day: 60)
        let alert = try #require(scene.fired.first)
        #expect(alert.rule == "words" && alert.severity == .critical && alert.measures.observed >= 6)
    }

    @Test func `Where words were never counted, the first weeks only teach, however old the history`() {
        let learned = ThemeScene.learned.detector
        var scene = ThemeScene(
            Detector(settings: learned.settings, states: learned.states, population: learned.population))
        for day in [60.0, 80, 100] { scene.crisis(9, day: day) }
        #expect(scene.fired.isEmpty)
        scene.tell("Anything else", from: "wire", at: 110)
        for place in 0..<9 {
            scene.tell(
                "Zuntrak strike \(scene.word()) \(scene.word())", from: ThemeScene.sources[place % 3],
                at: 111 + Double(place) / 48)
        }
        #expect(scene.fired.count == 1)
    }

    @Test func `Where all is known to have been quiet, a theme is told at once`() {
        var scene = ThemeScene(
            Detector(settings: DetectionSettings(), epoch: ThemeScene.start - ThemeScene.day * 100))
        scene.crisis(9, day: 0)
        #expect(scene.fired.count == 1)
    }

    @Test func `The same stories fire the same theme however they are split into calls and restarts`() throws
    {
        var whole = ThemeScene()
        whole.crisis(9, day: 60, about: [("ACME", "Acme")])
        var rows: [String: String] = [:]
        let learned = ThemeScene.learned.detector
        // As they were stored, all at first.
        var all = ThemeChanges()
        all.feed = learned.themes.feed
        all.terms = learned.themes.terms
        all.stories = learned.themes.stories
        for row in try all.rows() { rows[row.name] = row.json }
        let restored = try ThemeMemory(rows: rows.map { ($0.key, $0.value) })
        #expect(restored == learned.themes)
        var again = ThemeScene(
            Detector(
                settings: learned.settings, states: learned.states, population: learned.population,
                themes: restored))
        again.crisis(9, day: 60, about: [("ACME", "Acme")])
        #expect(again.alerts == whole.alerts)
    }

    @Test func `What a call changed, stored row by row, is what is remembered`() throws {
        var scene = ThemeScene()
        var rows: [String: String] = [:]
        var memory = ThemeMemory()
        var detector = Detector(settings: DetectionSettings())
        for place in 0..<400 {
            let item = story(place, "\(scene.word()) \(scene.word()) \(scene.word()) \(scene.word())")
            let found = detector.observe([item], now: item.item.eventTime)
            for row in try found.themes.rows() { rows[row.name] = row.json }
            detector.adopt(found)
            memory.adopt(found.themes)
        }
        #expect(memory == detector.themes)
        #expect(try ThemeMemory(rows: rows.map { ($0.key, $0.value) }) == detector.themes)
    }

    @Test func `Copies add their sources, and keep no titles of their own`() throws {
        var scene = ThemeScene()
        let first = story(1, "Lorvex outbreak")
        let evidence = Evidence(first.item, first.assessment.verdict, words: [])
        var kept = ThemeStory(evidence, slot: 0, terms: [], companies: [])
        let isOwnCopy = kept.add(evidence)
        #expect(!isOwnCopy)
        for place in 0..<20 {
            let copy = Evidence(
                story: evidence.story, at: evidence.at, feed: "feed\(place)", title: scene.word(),
                link: nil, score: -1, words: [], novelty: 1)
            let (isNew, isNewAgain) = (kept.add(copy), kept.add(copy))
            #expect(isNew == (place < 7) && !isNewAgain)
        }
        #expect(kept.evidence.count == 8 && kept.evidence.allSatisfy { $0.title == "Lorvex outbreak" })
        #expect(kept.evidence.map(\.feed).prefix(3) == ["wire", "feed0", "feed1"])
    }

    @Test func `A row that cannot be read is named`() {
        #expect(throws: UnreadableThemeRow.self) { try ThemeMemory(rows: [("term:tariff", "[]")]) }
        #expect(throws: UnreadableThemeRow.self) { try ThemeMemory(rows: [("feed", "{")]) }
    }

    private func story(_ number: Int, _ title: String) -> AssessedItem {
        let at = ThemeScene.start + .seconds(number * 3600)
        return AssessedItem(
            item: Item(
                feed: "wire", key: "\(number)", story: StoryID(Int64(number)), fingerprint: 0,
                isFirstOfStory: true, title: title, link: nil, summary: nil, author: nil, language: nil,
                eventTime: at, published: at, fetchedAt: at, isBacklog: false),
            assessment: Assessment(
                sentiment: SentimentScores(negative: 0.9, neutral: 0.1, positive: 0),
                topics: [TopicScore(name: "markets", probability: 1)], attention: [], embedding: []),
            entities: [])
    }
}
