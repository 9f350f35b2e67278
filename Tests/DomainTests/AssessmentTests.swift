import Domain
import Testing

@Suite struct AssessmentTests {
    private func words(_ minimum: Float) -> [String] {
        let weights: [(String, Float)] = [
            ("the", 0.05), ("fraud", 0.5), (":", 0.2), ("probe", 0.2), ("now", 0.05),
        ]
        let assessment = Assessment(
            sentiment: SentimentScores(negative: 1, neutral: 0, positive: 0), topics: [],
            attention: weights.map { WordWeight(word: $0.0, weight: $0.1) }, embedding: [])
        return assessment.topWords(3, minimum: minimum).map(\.word)
    }

    @Test func `The words that mattered are the heaviest, without punctuation and without also-rans`() {
        #expect(words(0) == ["fraud", "probe", "the"])
        #expect(words(0.1) == ["fraud", "probe"])
        #expect(words(0.9) == ["fraud"])
    }
}
