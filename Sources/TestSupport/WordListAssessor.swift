public import Classification
public import Domain

/// A small assessor for tests of the stages around it: a short list of words decides the sentiment, and a
/// name is a symbol.
public struct WordListAssessor: Assessor {
    private static let negative: Set<String> = [
        "bankruptcy", "cuts", "defaults", "falls", "fraud", "loss", "plunges", "probe", "recall", "warns",
    ]
    private static let positive: Set<String> = [
        "beats", "gains", "jumps", "profit", "record", "rises", "wins",
    ]

    /// The name that assessments are stored under.
    public let model: String
    /// Symbols by name in lower case.
    private let symbols: [String: String]

    /// An assessor that finds some entities.
    ///
    /// - Parameter entities: Found by their names, where these are single words.
    public init(_ entities: [Entity], model: String = "test") {
        self.model = model
        symbols = Dictionary(
            entities.map { ($0.name.lowercased(), $0.symbol) }, uniquingKeysWith: { first, _ in first })
    }

    /// One assessment for each title, in their order.
    public func assess(_ titles: [String]) async -> [TextAssessment] { titles.map(assess) }

    private func assess(_ title: String) -> TextAssessment {
        let words = title.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init)
        let lowered = words.map { $0.lowercased() }
        let sentiment = sentiment(of: lowered)
        var seen: Set<String> = []
        return TextAssessment(
            assessment: Assessment(
                sentiment: sentiment, topics: [TopicScore(name: "Company | Product News", probability: 1)],
                attention: words.map { WordWeight(word: $0, weight: 1 / Float(words.count)) },
                embedding: [Float(words.count), sentiment.score]),
            entities: lowered.compactMap { symbols[$0] }.filter { seen.insert($0).inserted }.map {
                AssessedEntity(symbol: $0, sentiment: sentiment, relevance: 1)
            })
    }

    /// The first word of either list decides.
    private func sentiment(of words: [String]) -> SentimentScores {
        for word in words {
            if Self.negative.contains(word) {
                return SentimentScores(negative: 0.9, neutral: 0.08, positive: 0.02)
            }
            if Self.positive.contains(word) {
                return SentimentScores(negative: 0.02, neutral: 0.08, positive: 0.9)
            }
        }
        return SentimentScores(negative: 0.05, neutral: 0.9, positive: 0.05)
    }
}
