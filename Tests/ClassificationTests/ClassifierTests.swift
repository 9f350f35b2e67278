import Classification
import Domain
import FoundationEssentials
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
        .prefix(60).map(String.init)
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

    /// Headlines with the word that names whom they are good for, and the one that names whom they are bad for.
    @Test(arguments: [
        ("Boeing shares crash while Nvidia soars", 4, 0), ("Apple gains as Intel slips", 0, 3),
        ("Tesla sinks on recall, Ford jumps on record sales", 5, 0),
        ("Nvidia hits record high while Intel falls 5%", 0, 5),
    ])
    func `A headline about two companies is better for the one that it favours`(
        text: String, good: Int, bad: Int
    ) throws {
        let batch = tokenizer.tokenize([text])
        let towards = try classifier(threads: 1).assess(batch, entities: [[good..<good + 1, bad..<bad + 1]])[
            0
        ]
        .towards
        #expect(towards[0].score > towards[1].score + 0.2)
    }

    @Test func `Words beyond the encoder's limit stand for the whole text`() throws {
        let batch = tokenizer.tokenize([String(repeating: "word ", count: 700)])
        let towards = try classifier(threads: 1).assess(batch, entities: [[690..<691, 0..<1]])[0].towards
        #expect(towards.count == 2)
    }
}

@Suite struct WeightsFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: Fixtures.weights))) }

    private func refusal(_ bytes: [UInt8]) throws -> WeightsError? {
        let path = try folder.file("w", bytes)
        do throws(WeightsError) {
            _ = try WeightsFile(path: path)
            return nil
        } catch {
            return error
        }
    }

    @Test func `The shipped file says what it is`() throws {
        let header = try WeightsFile(path: Fixtures.weights).header
        #expect(header.encoder == .miniLM)
        #expect(header.labels["sentiment"] == ["negative", "neutral", "positive"])
        #expect(header.labels["topic"]?.count == 20)
        #expect(header.training["licences"]?.contains("CC BY-NC-SA 3.0") == true)
        #expect((header.scores["phrasebank.sentiment.accuracy"] ?? 0) > 0.8)
    }

    @Test func `A file that is damaged, cut off, newer or something else is refused in words`() throws {
        let whole = try bytes()
        let path = "\(folder.path)/w"
        var flipped = whole
        flipped[whole.count - 1000] ^= 4
        #expect(try refusal(flipped) == .damaged(path: path))
        #expect(
            try refusal(Array(whole.prefix(whole.count - 1)))
                == .truncated(path: path, expected: whole.count, actual: whole.count - 1))
        var newer = whole
        newer[8] = 9
        #expect(try refusal(newer) == .newerFormat(path: path, version: 9, supported: 2))
        #expect(
            try refusal(Array("something else that is long enough".utf8))
                == .notWeights(path: path, expected: "BELLWTHR"))
        #expect(try refusal(Array(whole.prefix(10))) == .notWeights(path: path, expected: "BELLWTHR"))
        #expect(throws: WeightsError.self) { try WeightsFile(path: "/nowhere.weights") }
    }

    @Test func `A header with any byte changed is refused`() throws {
        var random = SplitMix64(seed: 3)
        let whole = try bytes()
        for _ in 0..<10 {
            var changed = whole
            changed[Int.random(in: 0..<4096, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            #expect(try refusal(changed) != nil)
        }
    }

    @Test func `Quantised rows come back within half a step`() throws {
        var random = SplitMix64(seed: 4)
        let values = random.floats(40 * 384, in: -3...3)
        let header = WeightsHeader(
            name: "t", encoder: .miniLM, poolingWidth: 1, headWidth: 1, labels: [:], training: [:],
            scores: [:])
        let tensors = [
            NamedTensor(name: "encoder.x", shape: [40, 384], values: values, quantized: true),
            NamedTensor(name: "head.y", shape: [40, 384], values: values),
        ]
        let path = try folder.file("w", try WeightsFile.encode(header, tensors: tensors, vocabulary: "a\n"))
        let file = try WeightsFile(path: path)
        #expect(file.vocabulary == "a\n")
        for tensor in file.quantizedTensors() {
            let largest = zip(tensor.values, values).map { ($0 - $1).magnitude }.max() ?? 9
            #expect(tensor.name == "head.y" ? largest == 0 : largest <= 3 / 127 / 2 + 1e-6)
            #expect(tensor.quantized == (tensor.name == "encoder.x"))
        }
    }
}

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
        #expect(cached.assess(batch, entities: entities) == classifier.assess(batch, entities: entities))
        #expect(cached.counts.asked == 5 && cached.counts.known == 1)
        #expect(
            await cached.assessments(of: batch, entities: entities)
                == classifier.assess(batch, entities: entities))
        #expect(cached.counts.asked == 10 && cached.counts.known == 6)
        #expect(cached.assess(TokenBatch()).isEmpty)
    }

    @Test func `The cache holds no more than its capacity, those asked for lately`() {
        let cached = CachingClassifier(classifier, capacity: 4)
        let texts = (0..<20).map { "w\($0)" }
        for text in texts { _ = cached.assess(tokenizer.tokenize([text])) }
        #expect(cached.counts.known == 0)
        _ = cached.assess(tokenizer.tokenize([texts[19], texts[18]]))
        #expect(cached.counts.known == 2)
        _ = cached.assess(tokenizer.tokenize(Array(texts[0..<16])))
        #expect(cached.counts.known == 2)
    }
}
