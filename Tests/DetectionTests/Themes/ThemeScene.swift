import Detection
import Domain
import TestSupport

/// A world of invented headlines: words dealt at random, from three sources, a quarter of them bad news.
struct ThemeScene {
    /// 2026-08-03, a Monday.
    static let start = Instant(seconds: 1_785_715_200)
    static let day: Duration = .seconds(86400)
    /// The first day after those that taught.
    static let firstDay = 60
    static let sources = ["wire", "paper", "broadcaster"]

    /// A detector that has seen sixty calm days, and what it told meanwhile.
    static let learned: (detector: Detector, alerts: [Alert]) = {
        var scene = ThemeScene(Detector(settings: DetectionSettings()))
        for day in 0..<firstDay { scene.calm(day: day, stories: 30) }
        return (scene.detector, scene.alerts)
    }()

    private(set) var detector: Detector
    private(set) var alerts: [Alert] = []
    private var number = 0
    private var random = SplitMix64(seed: 11)

    init(_ detector: Detector = learned.detector) {
        self.detector = detector
        number = 1_000_000 * detector.states.count
    }

    /// The notices about themes.
    var themes: [Alert] { alerts.filter { $0.stream.kind == .theme } }
    /// The alerts that fired about themes.
    var fired: [Alert] { themes.filter { $0.state == .firing && $0.sequence == 0 } }

    /// Words of no language.
    private static let words: [String] = {
        let (first, last) = (
            ["bra", "cle", "dro", "fli", "gru", "pla", "sto", "tre", "vi", "zo"],
            ["mont", "nel", "rak", "sund", "tip"]
        )
        return first.flatMap { a in first.flatMap { b in last.map { a + b + $0 } } }
    }()

    mutating func word() -> String { Self.words[Int(random.next() % UInt64(Self.words.count))] }

    /// A day of headlines that have nothing in common.
    mutating func calm(day: Int, stories: Int, title: (inout ThemeScene, Int) -> String? = { _, _ in nil }) {
        for place in 0..<stories {
            let source = Self.sources[Int(random.next() % 3)]
            let isBad = random.next() % 4 == 0
            let text = title(&self, place) ?? (0..<6).map { _ in word() }.joined(separator: " ")
            tell(text, from: source, isBad: isBad, at: Double(day) + Double(place) / Double(stories))
        }
    }

    /// Streams in a headline.
    ///
    /// - Parameter at: Days since the start.
    mutating func tell(
        _ title: String, from source: String, isBad: Bool = true, at days: Double,
        about companies: [(symbol: String, name: String)] = [], isBacklog: Bool = false
    ) {
        let at = Self.start + .milliseconds(Int64(days * 86_400_000))
        number += 1
        let scores =
            isBad
            ? SentimentScores(negative: 0.9, neutral: 0.1, positive: 0)
            : SentimentScores(negative: 0.1, neutral: 0.8, positive: 0.1)
        let item = Item(
            feed: source, key: "k\(number)", story: StoryID(Int64(number)), fingerprint: Int64(number),
            isFirstOfStory: true, title: title, link: nil, summary: nil, author: nil, language: nil,
            eventTime: at, published: at, fetchedAt: at, isBacklog: isBacklog)
        let entities = companies.map {
            AssessedEntity(
                Mention(name: $0.name, symbol: $0.symbol, words: 0..<0, relevance: 1),
                answers: [scores.answer(of: .entity)])
        }
        observe(
            AssessedItem(
                item: item,
                assessment: Assessment(
                    sentiment: scores, topics: [TopicScore(name: "markets", probability: 1)],
                    attention: [WordWeight(word: "word", weight: 1)], embedding: []),
                entities: entities))
    }

    private mutating func observe(_ item: AssessedItem) {
        let found = detector.observe([item], now: item.item.eventTime)
        detector.adopt(found)
        alerts += found.alerts
    }

    /// Lets time pass.
    mutating func wait(untilDay days: Double) {
        let found = detector.advance(to: Self.start + .milliseconds(Int64(days * 86_400_000)))
        detector.adopt(found)
        alerts += found.alerts
    }

    /// A crisis with words of its own, told by all sources.
    mutating func crisis(_ count: Int, day: Double, about companies: [(symbol: String, name: String)] = []) {
        for place in 0..<count {
            let title = "Lorvex outbreak in \(word()) \(["spreads", "worsens", "grows"][place % 3]) \(word())"
            tell(
                title, from: Self.sources[place % 3], at: day + Double(place) / 48,
                about: place % 2 == 0 ? companies : [])
        }
    }
}
