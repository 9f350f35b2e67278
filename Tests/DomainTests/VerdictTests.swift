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
        let doubtful = AdverseEvent(probability: AdverseEvent.sureThreshold - 0.01, types: [.probe])
        #expect(Verdict(scores).isBad == (tone == .negative))
        #expect(Verdict(scores, adverse: doubtful).isBad == (tone == .negative))
        let suffers = Verdict(scores, adverse: probe)
        #expect(suffers.isBad == (tone != .positive))
        #expect(suffers.badTypes == (tone == .positive ? [] : [.probe]))
    }

    @Test func `What befalls the world is bad news as a whole, and for no company`() {
        func verdicts(_ title: String, _ tone: SentimentScores) -> [Bool] {
            let text = TextAssessment(
                Assessment(
                    answers: [tone.answer(of: .sentiment)], entityAnswers: [[tone.answer(of: .entity)]],
                    attention: title.split(separator: " ").map { WordWeight(word: String($0), weight: 0) },
                    embedding: []),
                of: [Mention(name: "Acme", symbol: "ACME", words: 0..<1, relevance: 0.5)])
            return [text.assessment.verdict.isBad] + text.entities.map(\.verdict.isBad)
        }
        let (neutral, positive) = (Self.tones[1].1, Self.tones[2].1)
        #expect(verdicts("Acme awaits Tariffs on steel", neutral) == [true, false])
        #expect(verdicts("Acme profits from tariffs on steel", positive) == [false, false])
        #expect(verdicts("Acme awaits steel", neutral) == [false, false])
    }

    @Test func `A verdict says how much the text is about the entity`() {
        let mention = Mention(name: "Acme", symbol: "ACME", words: 0..<1, relevance: 0.5)
        #expect(AssessedEntity(mention, answers: []).verdict.relevance == 0.5)
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
