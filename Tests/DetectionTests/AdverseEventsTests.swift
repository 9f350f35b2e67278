import Detection
import Domain
import FoundationEssentials
import Testing

@Suite struct AdverseEventsTests: DetectorScene {
    /// A burst whose tone is not negative, with an adverse event for the company.
    private func told(
        _ title: String, _ tone: SentimentScores, _ event: AdverseEvent?
    ) -> [AssessedItem] {
        burst(of: 12, hour: 470).map { item in
            let own = item.item
            return AssessedItem(
                item: Item(
                    feed: own.feed, key: own.key, story: own.story, fingerprint: own.fingerprint,
                    isFirstOfStory: true, title: title, link: nil, summary: nil, author: nil, language: nil,
                    eventTime: own.eventTime, published: own.published, fetchedAt: own.fetchedAt,
                    isBacklog: false),
                assessment: Assessment(
                    sentiment: tone, topics: [TopicScore(name: "legal", probability: 1)],
                    attention: [
                        WordWeight(word: "chief", weight: 0.6), WordWeight(word: "bribery", weight: 0.4),
                    ],
                    embedding: [], adverse: event),
                entities: [AssessedEntity(symbol: "BAD", sentiment: tone, adverse: event, relevance: 1)])
        }
    }

    private let neutral = SentimentScores(negative: 0.1, neutral: 0.8, positive: 0.1)
    private let positive = SentimentScores(negative: 0.1, neutral: 0.1, positive: 0.8)
    private let event = AdverseEvent(probability: 0.9, types: [.penaltyCrime, .fraudMisconduct])

    private func fired(_ items: [AssessedItem]) -> Alert? {
        var detector = detector()
        return stream(calm() + items, &detector).first { $0.stream == .entity("BAD") }
    }

    @Test func `An adverse event in a neutral tone is bad news, and the alert says of what kind`() throws {
        let alert = try #require(fired(told("Chief of BAD arrested", neutral, event)))
        #expect(alert.risks == [.penaltyCrime, .fraudMisconduct])
        #expect(alert.headlines.allSatisfy { $0.risks == [.penaltyCrime, .fraudMisconduct] })
        let stories = alert.measures.observed
        #expect(
            alert.explanation.contains(
                " The stories report a penalty or a crime (\(stories) stories) and fraud or misconduct (\(stories) stories)."
            ), "\(alert.explanation)")
    }

    @Test func `A word that names the event is shown first`() throws {
        let alert = try #require(fired(told("Chief of BAD arrested", neutral, event)))
        #expect(alert.headlines.first?.words == ["arrested", "chief", "bribery"])
        let unnamed = try #require(fired(told("Chief of BAD in a cell", neutral, event)))
        #expect(unnamed.headlines.first?.words == ["chief", "bribery"])
    }

    @Test func `Words alone make no bad news, nor does an event in a positive tone or one in doubt`() {
        let doubtful = AdverseEvent(probability: 0.2, types: [])
        #expect(fired(told("Chief of BAD arrested", neutral, nil)) == nil)
        #expect(fired(told("Chief of BAD arrested", neutral, doubtful)) == nil)
        #expect(fired(told("Chief of BAD acquitted", positive, event)) == nil)
    }

    @Test func `What was stored before risks were known is read`() throws {
        let evidence = Evidence(
            story: StoryID(1), at: Instant(milliseconds: 5), feed: "a", title: "t", link: nil, score: -0.5,
            words: [], novelty: 1, risks: [.probe])
        let json = String(decoding: try JSONEncoder().encode(evidence), as: UTF8.self)
        #expect(json.contains(#""risks":["probe"]"#))
        #expect(try JSONDecoder().decode(Evidence.self, from: Data(json.utf8)) == evidence)
        let older = json.replacing(#","risks":["probe"]"#, with: "").replacing(
            #""risks":["probe"],"#, with: "")
        #expect(!older.contains("risks"))
        let read = try JSONDecoder().decode(Evidence.self, from: Data(older.utf8))
        #expect(read.risks.isEmpty && read.title == "t")
    }
}
