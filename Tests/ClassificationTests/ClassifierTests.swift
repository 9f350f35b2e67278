import Classification
import Domain
import TestSupport
import Testing
import Tokenization

@Suite struct ClassifierTests {
    let weights: WeightsFile
    let tokenizer: Tokenizer
    let texts: [String]

    init() throws {
        weights = try WeightsFile(path: Fixtures.weights)
        tokenizer = Tokenizer(vocabulary: try Vocabulary(text: weights.vocabulary))
        texts = try Fixtures.text("encoder/sentences.txt").split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .prefix(24).map(String.init)
    }

    private func classifier(threads: Int) throws -> Classifier {
        try Classifier(weights: weights, threads: threads)
    }

    /// Every other word of each text, to be asked about.
    private func entities(_ batch: TokenBatch) -> [[Range<Int>]] {
        (0..<batch.count).map { text in
            stride(from: 0, to: batch.wordCount(of: text), by: 2).map { $0..<$0 + 1 }
        }
    }

    @Test func `An assessment is the same in any company, order and number of threads`() throws {
        let batch = tokenizer.tokenize(texts)
        let together = try classifier(threads: 1).assess(batch, entities: entities(batch))
        #expect(try classifier(threads: 3).assess(batch, entities: entities(batch)) == together)
        let reversed = tokenizer.tokenize(texts.reversed())
        #expect(
            try classifier(threads: 2).assess(reversed, entities: entities(reversed)) == together.reversed())
        for (index, text) in texts.enumerated() {
            let alone = tokenizer.tokenize([text])
            #expect(try classifier(threads: 1).assess(alone, entities: entities(alone)) == [together[index]])
        }
    }

    @Test func `Probabilities and attention sum to one, for texts of any length`() throws {
        let nasty = ["", "up", "\u{200B}", String(repeating: "loss ", count: 2000), "\u{0}\u{FFFD}", "😀"]
        for assessment in try classifier(threads: 2).assess(tokenizer.tokenize(nasty + texts)) {
            let s = assessment.sentiment
            #expect((s.negative + s.neutral + s.positive - 1).magnitude < 1e-5)
            #expect((assessment.topics.reduce(0) { $0 + $1.probability } - 1).magnitude < 1e-5)
            if !assessment.attention.isEmpty {
                #expect((assessment.attention.reduce(0) { $0 + $1.weight } - 1).magnitude < 1e-4)
            }
            #expect(assessment.embedding.count == 384)
            #expect(!assessment.embedding.contains { !$0.isFinite })
        }
    }

    @Test func `No texts, no assessments`() throws {
        #expect(try classifier(threads: 2).assess(TokenBatch()).isEmpty)
    }

    @Test func `Plain headlines get the sentiment that anyone would give them`() throws {
        let cases: [(String, Sentiment)] = [
            ("Profit falls sharply as sales collapse", .negative),
            ("Company files for bankruptcy amid fraud probe", .negative),
            ("Shares plunge 20% after profit warning", .negative),
            ("Profit rises to a record on strong demand", .positive),
            ("Operating profit rose to EUR 13.1 mn from EUR 8.7 mn", .positive),
            ("The annual general meeting will be held in Helsinki", .neutral),
        ]
        let found = try classifier(threads: 1).assess(tokenizer.tokenize(cases.map(\.0)))
        for (wanted, assessment) in zip(cases, found) {
            #expect(assessment.sentiment.label == wanted.1, "\(wanted.0)")
        }
    }

    /// Headlines with the word that names whom they are good for, and the one that names whom they are bad
    /// for.
    @Test(arguments: [
        ("Boeing shares crash while Nvidia soars", 4, 0), ("Apple gains as Intel slips", 0, 3),
        ("Tesla sinks on recall, Ford jumps on record sales", 5, 0),
        ("Nvidia hits record high while Intel falls 5%", 0, 5),
    ])
    func `A headline about two companies is better for the one that it favours`(
        text: String, good: Int, bad: Int
    ) throws {
        let batch = tokenizer.tokenize([text])
        let entities = [[good..<good + 1, bad..<bad + 1]]
        let sentiments = try classifier(threads: 1).assess(batch, entities: entities)[0].entitySentiments
        #expect(sentiments[0].score > sentiments[1].score + 0.2)
    }

    @Test func `Words beyond the encoder's limit stand for the whole text`() throws {
        let batch = tokenizer.tokenize([String(repeating: "word ", count: 700)])
        let assessment = try classifier(threads: 1).assess(batch, entities: [[690..<691, 0..<1]])[0]
        #expect(assessment.entitySentiments.count == 2)
    }
}
