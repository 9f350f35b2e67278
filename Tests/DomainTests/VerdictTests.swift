import Domain
import Testing

@Suite struct VerdictTests {
    private static let tones: [(Sentiment, SentimentScores)] = [
        (.negative, SentimentScores(negative: 0.8, neutral: 0.1, positive: 0.1)),
        (.neutral, SentimentScores(negative: 0.1, neutral: 0.8, positive: 0.1)),
        (.positive, SentimentScores(negative: 0.1, neutral: 0.1, positive: 0.8)),
    ]

    @Test(arguments: tones)
    func `News is bad by its tone, or by an adverse event unless the tone is positive`(
        _ tone: Sentiment, _ scores: SentimentScores
    ) {
        let probe = AdverseEvent(probability: 0.9, types: [.probe])
        let doubtful = AdverseEvent(probability: AdverseEvent.threshold - 0.01, types: [])
        #expect(Verdict(scores).isBad == (tone == .negative))
        #expect(Verdict(scores, adverse: doubtful).isBad == (tone == .negative))
        let suffers = Verdict(scores, adverse: probe)
        #expect(suffers.isBad == (tone != .positive))
        #expect(suffers.badTypes == (tone == .positive ? [] : [.probe]))
    }

    @Test func `The types of an event are the likely ones, the most probable first`() {
        let risk = RiskScores(
            adverse: 0.9, types: [.probe, .workforce, .fraudMisconduct], probabilities: [0.5, 0.1, 0.8])
        #expect(AdverseEvent(risk) == AdverseEvent(probability: 0.9, types: [.fraudMisconduct, .probe]))
        let calm = RiskScores(adverse: 0.2, types: [.probe], probabilities: [0.5])
        #expect(AdverseEvent(calm).types.isEmpty, "no event, no type")
    }

    @Test func `An entity suffers what the text reports, by its own probability`() {
        let mentions = ["Acme", "Bolt"].map { Mention(name: $0, symbol: $0, words: 0..<1, relevance: 1) }
        let risk = RiskScores(adverse: 0.9, types: [.probe], probabilities: [0.8])
        let sentiment = Self.tones[1].1.answer(of: .sentiment)
        func text(_ entityRisks: [Float]) -> TextAssessment {
            TextAssessment(
                Assessment(
                    answers: [sentiment], entityAnswers: [[], []], attention: [], embedding: [], risk: risk,
                    entityRisks: entityRisks), of: mentions)
        }
        #expect(
            text([0.88, 0.02]).entities.map(\.adverse) == [
                AdverseEvent(probability: 0.88, types: [.probe]), AdverseEvent(probability: 0.02, types: []),
            ])
        #expect(text([]).entities.allSatisfy { $0.adverse == AdverseEvent(risk) }, "no head for entities")
    }
}
