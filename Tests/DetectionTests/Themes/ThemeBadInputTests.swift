import Domain
import TestSupport
import Testing

@testable import Detection

/// What must neither become a theme nor eat memory.
@Suite struct ThemeBadInputTests {
    /// Titles from all sources over a day, bad ones unless said otherwise.
    private func fired(
        _ count: Int, by sources: [String] = ThemeScene.sources, isBad: (Int) -> Bool = { _ in true },
        under settings: DetectionSettings? = nil, title: (inout ThemeScene, Int) -> String
    ) -> (fired: [Alert], scene: ThemeScene) {
        let learned = ThemeScene.learned.detector
        var scene = ThemeScene(
            settings.map {
                Detector(
                    settings: $0, states: learned.states, population: learned.population,
                    themes: learned.themes)
            } ?? learned)
        for place in 0..<count {
            let text = title(&scene, place)
            scene.tell(
                text, from: sources[place % sources.count], isBad: isBad(place),
                at: 60 + Double(place) / Double(count))
        }
        return (scene.fired, scene)
    }

    @Test func `A language without spaces has no words`() {
        let before = ThemeScene.learned.detector.themes.termCount
        let (fired, scene) = fired(40) { _, place in "公司股价因丑闻暴跌\(place)" }
        #expect(fired.isEmpty)
        #expect(scene.detector.themes.termCount <= before)
        #expect(ThemeTitle("会社の株価が不正会計で急落した").terms.isEmpty)
        #expect(ThemeTitle("บริษัทล้มละลาย").terms.isEmpty)
    }

    @Test func `A feed that repeats a phrase in every title is no theme`() {
        let (fired, _) = fired(60, by: ["wire"], isBad: { $0 % 2 == 0 }) { scene, _ in
            "Lorvex Hour with Tandem Bruckel: \(scene.word()) \(scene.word()) \(scene.word())"
        }
        #expect(fired.isEmpty)
    }

    @Test func `A publisher's new formula is no theme, in however many of its feeds`() {
        var settings = DetectionSettings()
        settings.owners = ["wire": "one", "paper": "one", "broadcaster": "one"]
        let (fired, _) = fired(45, under: settings) { scene, _ in
            "Lorvex outlook: \(scene.word()) \(scene.word()) hit by lorvex"
        }
        #expect(fired.isEmpty)
    }

    @Test func `A wave of spam from one source is no theme and does not raise the bar for others`() {
        let (fired, spammed) = fired(60, by: ["wire"]) { scene, _ in
            "Double your lorvex coins now \(scene.word())"
        }
        #expect(fired.isEmpty)
        let before = ThemeScene.learned.detector.themes.feed.threshold
        #expect(spammed.detector.themes.feed.threshold.today <= max(before.threshold(2), 14))
    }

    @Test func `A weekday, a month or a stop word is no theme`() {
        let (fired, scene) = fired(45) { scene, place in
            let word = ["Monday", "Not", "Factbox", "August"][place % 4]
            return "\(word): \(scene.word()) \(scene.word()) on Monday, explained"
        }
        #expect(fired.isEmpty)
        #expect(
            scene.detector.themes.terms.values.allSatisfy { !["monday", "not", "factbox"].contains($0.text) })
    }

    @Test func `Ten thousand new names a day stay within the bounds`() {
        var memory = ThemeMemory()
        var number = 0
        let names = Dictionary(
            uniqueKeysWithValues: (0..<26).map { ($0, Character(Unicode.Scalar(UInt8(97 + $0)))) })
        func name() -> String {
            number += 1
            return String((0..<5).map { names[number / Int(pow(26, $0)) % 26] ?? "a" }) + "x"
        }
        func pow(_ base: Int, _ power: Int) -> Int { (0..<power).reduce(1) { total, _ in total * base } }
        for batch in 0..<60 {
            let at = ThemeScene.start + .seconds(batch * 1400)
            var work = ThemeWork(memory, at: at)
            for story in 0..<100 {
                let title = (0..<10).map { _ in name() }.joined(separator: " ")
                let item = item(batch * 100 + story, title, at: at)
                work.count(
                    item, ThemeTitle(title), evidence: Evidence(item, Verdict(bad), words: []), companies: [])
            }
            memory.adopt(work.finished())
            #expect(memory.termCount <= ThemeMemory.mostTerms)
            #expect(memory.stories.count <= ThemeMemory.mostStories)
        }
        #expect(memory.termCount >= ThemeMemory.termsLeft / 2)
    }

    @Test func `More bad stories than are kept push out the oldest`() {
        var memory = ThemeMemory()
        for batch in 0..<12 {
            let at = ThemeScene.start + .seconds(batch * 600)
            var work = ThemeWork(memory, at: at)
            for story in 0..<1000 {
                let item = item(batch * 1000 + story, "Lorvex", at: at)
                work.count(
                    item, ThemeTitle("Lorvex"), evidence: Evidence(item, Verdict(bad), words: []),
                    companies: [])
            }
            memory.adopt(work.finished())
        }
        #expect(memory.stories.count <= ThemeMemory.mostStories && memory.stories.count > 5000)
        let term = memory.terms[ThemeTerm.key(of: "lorvex")]
        #expect(term?.latest.count == TermState.storiesKept && (1...2).contains(term?.bins.count ?? 0))
    }

    private let bad = SentimentScores(negative: 0.9, neutral: 0.1, positive: 0)

    private func item(_ number: Int, _ title: String, at: Instant) -> Item {
        Item(
            feed: "wire", key: "\(number)", story: StoryID(Int64(number)), fingerprint: 0,
            isFirstOfStory: true, title: title, link: nil, summary: nil, author: nil, language: nil,
            eventTime: at, published: at, fetchedAt: at, isBacklog: false)
    }
}
