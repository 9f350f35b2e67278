public import Domain

extension Feed {
    /// A feed of news.
    public static func sample(_ id: String = "wire", url: String = "https://w.example/") -> Feed {
        Feed(id: id, title: "Wire", url: url, kind: .news, interval: .seconds(600))
    }
}

extension AssessedItem {
    /// The first item of a story with a number, about ACME and bad for it, unless told otherwise.
    public static func sample(
        _ number: Int, of feed: String = "wire", negative: Float = 0.8, bands: [Int64] = [],
        at time: Instant = Instant(milliseconds: 1_795_426_200_000), adverse: AdverseEvent? = nil
    ) -> AssessedItem {
        let scores = SentimentScores(negative: negative, neutral: 1 - negative, positive: 0)
        return AssessedItem(
            item: Item(
                feed: feed, key: "guid:\(number)", story: StoryID(Int64(number)),
                fingerprint: Int64(number) * 7, bands: bands, isFirstOfStory: true, title: "Story \(number)",
                link: "https://w.example/\(number)", summary: nil, author: nil, language: "en",
                eventTime: time, published: nil, fetchedAt: time, isBacklog: false),
            assessment: Assessment(
                sentiment: scores,
                topics: [TopicScore(name: "a", probability: 0.25), TopicScore(name: "b", probability: 0.75)],
                attention: [
                    WordWeight(word: "Story", weight: 0.9), WordWeight(word: "\(number)", weight: 0.1),
                ],
                embedding: [1, -0.5, 0.25], adverse: adverse),
            entities: [
                AssessedEntity(symbol: "ACME", sentiment: scores, adverse: adverse, relevance: 0.75)
            ])
    }
}
