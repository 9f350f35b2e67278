import Classification
import Detection
import Domain
import Foundation

/// What words cost: the time of a headline with them over that of one without, and the memory of as many
/// terms as are ever held.
enum ThemeCost {
    private static let rounds = 3

    /// The time that the words of real headlines take, judged and written as rows.
    static func time(_ headlines: [DatedHeadline], _ assessor: any Assessor) async throws {
        let texts = await assessor.assess(headlines.map(\.text))
        let sorted = zip(headlines, texts).enumerated().sorted { $0.element.0.at < $1.element.0.at }
        func items(_ title: (DatedHeadline) -> String) -> [AssessedItem] {
            sorted.map { number, row in
                AssessedItem(
                    item: item(number, title(row.0), row.0.source, row.0.at, words: []).item, text: row.1)
            }
        }
        let (with, without) = (items { $0.text }, items { _ in "" })
        var (judging, writing) = (Double.infinity, Double.infinity)
        var terms = 0
        for _ in 0..<rounds {
            let (full, bare) = (try run(with), try run(without))
            judging = min(judging, full.judging - bare.judging)
            writing = min(writing, full.writing - bare.writing)
            terms = full.terms
        }
        let count = Double(max(headlines.count, 1)) / 1e6
        print(
            "a headline's words: \(shown(judging / count)) microseconds, and \(shown(writing / count)) to write what they change as rows; \(terms) terms at the end"
        )
    }

    private static func run(_ items: [AssessedItem]) throws -> (
        judging: Double, writing: Double, terms: Int
    ) {
        var detector = Detector(settings: DetectionSettings())
        var (judging, writing) = (Duration.zero, Duration.zero)
        let clock = ContinuousClock()
        for item in items {
            let start = clock.now
            let found = detector.observe([item], now: item.item.eventTime)
            let judged = clock.now
            _ = try found.themes.rows()
            let written = clock.now
            detector.adopt(found)
            judging += (judged - start) + (clock.now - written)
            writing += written - judged
        }
        return (judging / .seconds(1), writing / .seconds(1), detector.themes.termCount)
    }

    /// The memory and the time of a flood of new names, and what a start after it reads.
    static func fill() throws {
        let before = AlertBenchmark.residentBytes()
        var (headlines, most, peak) = (0, 0, 0)
        let (flooded, seconds) = try flood { _, detector in
            headlines += 1
            most = max(most, detector.themes.termCount)
            if headlines % 100 == 0 { peak = max(peak, AlertBenchmark.residentBytes() - before) }
        }
        print(
            "ten thousand bad headlines of new names a day: \(most) terms and \(peak / 1_000_000) MB at most, \(shown(seconds * 1e6 / Double(headlines))) microseconds a headline with its copy"
        )
        var rows: [String: String] = [:]
        _ = try flood { found, _ in for row in try found.themes.rows() { rows[row.name] = row.json } }
        let start = ContinuousClock.now
        let restored = try ThemeMemory(rows: rows.map { ($0.key, $0.value) })
        let reading = (ContinuousClock.now - start) / .seconds(1)
        print(
            "\(rows.count) rows of \(rows.values.reduce(0) { $0 + $1.utf8.count } / 1_000_000) MB are read at a start in \(shown(reading)) s, and are \(restored == flooded.themes ? "" : "not ")what was remembered"
        )
    }

    /// Ten thousand bad headlines a day with new names only, each in two feeds, for five days; takes the time
    /// of detection.
    private static func flood(
        _ watch: (Detector.Outcome, Detector) throws -> Void
    ) throws -> (detector: Detector, seconds: Double) {
        // No alert fires: what the words of its stories have in common would be most of the time.
        var settings = DetectionSettings()
        settings.minimumStories = 1000
        var detector = Detector(settings: settings)
        var spent = Duration.zero
        for number in 0..<50_000 {
            let at = Instant(seconds: 1_780_000_000 + Int64(number) * 86400 / 10_000)
            let words = (0..<8).map { "name\(number)x\($0)" }
            let items = (0..<2).map { copy in
                item(
                    number, words.joined(separator: " "), "feed\((number + copy) % 3)", at,
                    words: Array(words.prefix(5)), isFirst: copy == 0)
            }
            let start = ContinuousClock.now
            let found = detector.observe(items, now: at)
            detector.adopt(found)
            spent += ContinuousClock.now - start
            try watch(found, detector)
        }
        return (detector, spent / .seconds(1))
    }

    private static func item(
        _ number: Int, _ title: String, _ feed: String, _ at: Instant, words: [String], isFirst: Bool = true
    ) -> AssessedItem {
        let item = Item(
            feed: feed, key: "k\(number)", story: StoryID(Int64(number)), fingerprint: Int64(number),
            isFirstOfStory: isFirst, title: title,
            link: "https://news.example.com/2026/11/27/business/a-title-with-\(number)-words-in-it.html",
            summary: nil, author: nil, language: nil, eventTime: at, published: at, fetchedAt: at,
            isBacklog: false)
        let bad = SentimentScores.invented(isBad: true)
        return AssessedItem(
            item: item,
            assessment: Assessment(
                sentiment: bad, topics: [TopicScore(name: "markets", probability: 1)],
                attention: words.map { WordWeight(word: $0, weight: 0.2) }, embedding: []),
            entities: [])
    }

    private static func shown(_ number: Double) -> String { String(format: "%.1f", number) }
}
