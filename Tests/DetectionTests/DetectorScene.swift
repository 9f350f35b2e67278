import Detection
import Domain
import TestSupport
import Testing

/// Stories for a detector: calm news about ten companies, and bursts of bad news about others.
protocol DetectorScene {}

extension DetectorScene {
    /// 2026-11-02, a Monday.
    static var start: Instant { Instant(seconds: 1_793_577_600) }

    /// A story about `symbol`, as it comes from the classifier.
    func story(
        _ number: Int, _ symbol: String?, negative: Bool, hour: Double, feed: String = "a",
        copyOf story: Int? = nil, topic: String = "markets", title: String? = nil, isBacklog: Bool = false
    ) -> AssessedItem {
        let at = Self.start + .seconds(hour * 3600)
        let scores =
            negative
            ? SentimentScores(negative: 0.9, neutral: 0.1, positive: 0)
            : SentimentScores(negative: 0.1, neutral: 0.8, positive: 0.1)
        let item = Item(
            feed: feed, key: "guid:\(number)", story: StoryID(Int64(story ?? number)),
            fingerprint: Int64(number),
            isFirstOfStory: story == nil, title: title ?? "Story \(number)", link: nil, summary: nil,
            author: nil,
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
    func calm(days: Int = 20) -> [AssessedItem] {
        (0..<days * 24).map { hour in
            story(
                hour, "C\(hour % 10)", negative: hour % 8 == 3, hour: Double(hour),
                feed: hour % 2 == 0 ? "a" : "b")
        }
    }

    /// A burst of bad news about one company, a story every six minutes from a given hour on.
    func burst(of count: Int, hour: Double, symbol: String = "BAD", isBacklog: Bool = false)
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
    func stream(_ items: [AssessedItem], _ detector: inout Detector) -> [Alert] {
        items.sorted { $0.item.eventTime < $1.item.eventTime }.flatMap { item in
            let outcome = detector.observe([item], now: item.item.eventTime)
            detector.adopt(outcome)
            return outcome.alerts
        }
    }

    func detector(_ change: (inout DetectionSettings) -> Void = { _ in }) -> Detector {
        var settings = DetectionSettings()
        change(&settings)
        return Detector(settings: settings)
    }
}
