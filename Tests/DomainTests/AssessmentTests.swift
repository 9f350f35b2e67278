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

    @Test func `Words that say nothing are left out of those that mattered, in any case`() {
        for word in ["as", "Over", "after", "the", "THE", "says", "s", "amid"] {
            #expect(FunctionWords.contains(word), "\(word)")
        }
        for word in ["fraud", "falls", "recall", "Visa", "down", "up", "no", "not", "short", "below"] {
            #expect(!FunctionWords.contains(word), "\(word)")
        }
        let assessment = Assessment(
            sentiment: SentimentScores(negative: 1, neutral: 0, positive: 0), topics: [],
            attention: [WordWeight(word: "as", weight: 0.6), WordWeight(word: "fraud", weight: 0.4)],
            embedding: [])
        #expect(assessment.topWords(3) { !FunctionWords.contains($0) }.map(\.word) == ["fraud"])
        #expect(assessment.topWords(3).map(\.word) == ["as", "fraud"], "the weights stay as they are")
    }
}
