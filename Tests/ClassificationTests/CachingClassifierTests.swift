import Classification
import Domain
import TestSupport
import Testing
import Tokenization

@Suite struct CachingClassifierTests {
    let tokenizer: Tokenizer
    let classifier: Classifier

    init() throws {
        let folder = try TemporaryFolder()
        let file = try WeightsFile(path: try folder.file("w", try SmallWeights.encoded(quantized: true)))
        tokenizer = Tokenizer(vocabulary: try Vocabulary(text: file.vocabulary))
        classifier = try Classifier(weights: file, threads: 2)
    }

    @Test func `A text is scored once, whatever the case, and its entities count`() async {
        let cached = CachingClassifier(classifier)
        let batch = tokenizer.tokenize(["w1 w2", "w3", "w1 w2", "w1 W2", "w1 w2"])
        let entities: [[Range<Int>]] = [[0..<1], [], [0..<1], [0..<1], []]
        let plain = classifier.assess(batch, entities: entities)
        #expect(await cached.assessments(of: batch, entities: entities) == plain)
        #expect(cached.counts.asked == 5 && cached.counts.known == 1)
        #expect(await cached.assessments(of: batch, entities: entities) == plain)
        #expect(cached.counts.asked == 10 && cached.counts.known == 6)
        #expect(await cached.assessments(of: TokenBatch()).isEmpty)
    }

    @Test func `The cache holds no more than its capacity, those asked for last`() async {
        let cached = CachingClassifier(classifier, capacity: 4)
        let texts = (0..<20).map { "w\($0)" }
        for text in texts { _ = await cached.assessments(of: tokenizer.tokenize([text])) }
        #expect(cached.counts.known == 0)
        _ = await cached.assessments(of: tokenizer.tokenize([texts[19], texts[18]]))
        #expect(cached.counts.known == 2)
        _ = await cached.assessments(of: tokenizer.tokenize(Array(texts[0..<16])))
        #expect(cached.counts.known == 2)
    }
}
