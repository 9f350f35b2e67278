import Domain
import TestSupport
import Testing
import Tokenization

@testable import Classification

/// A tagger of random weights over the first of two layers.
@Suite struct TaggerTests {
    private let folder: TemporaryFolder
    private let tokenizer: Tokenizer
    private let spec = TaggerSpec(
        labels: TagScheme(types: ["PER", "ORG"]).labels, sharedLayers: 1, layers: 2)

    init() throws {
        folder = try TemporaryFolder()
        tokenizer = Tokenizer(vocabulary: try Vocabulary(text: SmallWeights.vocabulary))
    }

    private func file(_ tagger: TaggerSpec?, quantized: Bool = true) throws -> WeightsFile {
        try WeightsFile(
            path: try folder.file("w", SmallWeights.encoded(quantized: quantized, tagger: tagger)))
    }

    private static let texts = (0..<40).map { number in
        (0..<number % 9).map { "\($0.isMultiple(of: 2) ? "W" : "w")\((number * 7 + $0 * 5) % 35)" }
            .joined(separator: " ")
    }

    @Test func `A file without a tagger finds no names, and one with it says the same of the rest`() throws {
        let batch = tokenizer.tokenize(Self.texts)
        let plain = try Classifier(weights: try file(nil), threads: 1)
        #expect(plain.names(in: Self.texts, tokenizer: tokenizer) == nil)
        #expect(plain.tagScheme == nil)
        let tagging = try Classifier(weights: try file(spec), threads: 1)
        #expect(tagging.tagScheme?.labels == spec.labels)
        #expect(tagging.assess(batch) == plain.assess(batch))
        #expect(tagging.names(in: Self.texts, tokenizer: tokenizer)?.contains { !$0.isEmpty } == true)
    }

    @Test func `Names do not depend on the batch or the threads`() throws {
        let weights = try file(spec)
        let one = try Classifier(weights: weights, threads: 1)
        let all = one.names(in: Self.texts, tokenizer: tokenizer)
        let alone = Self.texts.map { one.names(in: [$0], tokenizer: tokenizer)?.first ?? [] }
        #expect(all == alone)
        #expect(
            try Classifier(weights: weights, threads: 3).names(in: Self.texts, tokenizer: tokenizer) == all)
    }

    @Test func `Int8 and fp32 give nearly the same probabilities`() throws {
        let weights = try file(spec)
        let texts = Self.texts.map(TagText.init)
        let batch = tokenizer.tokenize(Self.texts)
        func words(_ precision: Precision) throws -> [TaggedWord] {
            let classifier = try Classifier(weights: weights, threads: 1, precision: precision)
            return classifier.taggedWords(batch, texts)?.flatMap { $0 } ?? []
        }
        let (fast, exact) = (try words(.int8), try words(.fp32))
        #expect(fast.count == exact.count && !fast.isEmpty)
        let same = zip(fast, exact).count { $0.tag == $1.tag }
        #expect(Double(same) > 0.9 * Double(fast.count))
    }

    @Test(arguments: [
        "“W1’s” W2 🚀 W3. W4—W5!", "", "שלום W1", String(repeating: "W1 w2. ", count: 3000),
        String(repeating: "W.", count: 2000), String(repeating: "W", count: 100_000),
    ])
    func `Spans are where the text has the name, in bytes`(text: String) throws {
        let classifier = try Classifier(weights: try file(spec), threads: 1)
        let names = try #require(classifier.names(in: [text], tokenizer: tokenizer)?.first)
        let bytes = Array(text.utf8)
        var end = 0
        for name in names {
            #expect(String(validating: bytes[name.bytes], as: UTF8.self) == name.text)
            #expect(name.bytes.lowerBound >= end)
            #expect((0...1).contains(name.confidence))
            end = name.bytes.upperBound
        }
        if text.count > 10_000, text.contains(".") { #expect((names.last?.bytes.lowerBound ?? 0) > 15_000) }
    }

    @Test func `A text without capitals has no names`() throws {
        let classifier = try Classifier(weights: try file(spec), threads: 1)
        let names = classifier.names(in: ["w1 w2, w3 w4. w5", "日本 5 %"], tokenizer: tokenizer)
        #expect(names == [[], []])
    }

    @Test(arguments: [
        (TaggerSpec(labels: ["O", "B-X"], sharedLayers: 1, layers: 1), "the tags of the tagger"),
        (TaggerSpec(labels: ["O"], sharedLayers: 3, layers: 1), "the layers of the tagger"),
        (TaggerSpec(labels: ["O"], sharedLayers: 0, layers: 1), "the layers of the tagger"),
        (TaggerSpec(labels: ["O"], sharedLayers: 1, layers: 0), "the layers of the tagger"),
    ])
    func `A tagger that cannot be is refused in words`(spec: TaggerSpec, problem: String) throws {
        let weights = try file(spec)
        #expect(throws: WeightsError.badHeader(path: weights.path, reason: problem)) {
            try Classifier(weights: weights, threads: 1)
        }
    }
}
