import Domain
import FoundationEssentials
import Kernels
import TestSupport
import Testing
import Tokenization

@testable import Classification

/// The int8 path against the fp32 path of the same file, and against itself on every instruction set.
@Suite(.serialized) struct QuantizedEncoderTests {
    let weights: WeightsFile
    let tokenizer: Tokenizer
    let texts: [String]

    init() throws {
        weights = try WeightsFile(path: Fixtures.weights)
        tokenizer = Tokenizer(vocabulary: try Vocabulary(text: weights.vocabulary))
        let all = try Fixtures.text("encoder/sentences.txt").split(separator: "\n").map(String.init)
        texts =
            stride(from: 0, to: all.count, by: 16).map { all[$0] } + [String(repeating: "loss ", count: 150)]
    }

    private func assess(_ precision: Precision, threads: Int = 1) throws -> [Assessment] {
        try Classifier(weights: weights, threads: threads, precision: precision, exact: true).assess(
            tokenizer.tokenize(texts))
    }

    @Test func `int8 says what fp32 says, within two points of probability in the mean`() throws {
        let (fast, exact) = (try assess(.int8), try assess(.fp32))
        let differences = zip(fast, exact).map { ($0.sentiment.score - $1.sentiment.score).magnitude }
        #expect(differences.reduce(0, +) / Float(differences.count) < 0.02)
        let agreed = zip(fast, exact).filter { $0.sentiment.label == $1.sentiment.label }.count
        #expect(agreed >= texts.count * 95 / 100)
    }

    @Test func `Every instruction set scores as the portable one, but for the rounding of fp32 steps`() throws
    {
        let best = kernels_level()
        defer { kernels_set_level(best) }
        kernels_set_level(KERNELS_PORTABLE)
        let oracle = try assess(.int8)
        for level in [KERNELS_AVX2, KERNELS_AVX512] where kernels_set_level(level) == level {
            for (a, b) in zip(try assess(.int8), oracle) {
                #expect((a.sentiment.score - b.sentiment.score).magnitude < 0.05)
                let largest = zip(a.embedding, b.embedding).map { ($0 - $1).magnitude }.max() ?? 0
                #expect(largest < 0.1)
            }
        }
    }

    @Test func `One text on several threads has the bits of one text on one thread`() throws {
        for text in texts.suffix(4) + ["", "up", String(repeating: "loss ", count: 600)] {
            let batch = tokenizer.tokenize([text])
            let alone = try Classifier(weights: weights, threads: 1).assess(batch)
            #expect(try Classifier(weights: weights, threads: 4).assess(batch) == alone)
        }
    }

    /// A small file, and its tokens of some texts.
    private func small(quantized: Bool) throws -> (
        file: WeightsFile, batch: TokenBatch, folder: TemporaryFolder
    ) {
        let folder = try TemporaryFolder()
        let file = try WeightsFile(
            path: try folder.file("w", try SmallWeights.encoded(quantized: quantized)))
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: file.vocabulary))
        let texts = (0..<30).map { n in (0..<n).map { "w\($0 * 7 % 35)" }.joined(separator: " ") }
        return (file, tokenizer.tokenize(texts), folder)
    }

    @Test func `Weights that are not int8 are refused with what to do, and scored in fp32`() throws {
        let (file, batch, folder) = try small(quantized: false)
        #expect(throws: WeightsError.notQuantized(path: "\(folder.path)/w")) {
            try Classifier(weights: file, threads: 1, precision: .int8)
        }
        let plain = try Classifier(weights: file, threads: 1)
        #expect(plain.precision == .fp32)
        let quantized = try Classifier(weights: try small(quantized: true).file, threads: 1)
        #expect(quantized.precision == .int8)
        for (a, b) in zip(plain.assess(batch), quantized.assess(batch)) {
            #expect((a.sentiment.score - b.sentiment.score).magnitude < 0.05)
        }
    }

    @Test func `The packed rows of a file are those that were quantized`() throws {
        let (plain, _, _) = try small(quantized: false)
        let (packed, batch, _) = try small(quantized: true)
        for (a, b) in zip(plain.quantizedTensors(), packed.quantizedTensors()) {
            let largest = zip(a.values, b.values).map { ($0 - $1).magnitude }.max() ?? 9
            #expect(largest <= (a.quantized ? 0.6 / 127 / 2 + 1e-6 : 0), "\(a.name)")
        }
        // Both paths read the same packed bytes.
        let fast = try Classifier(weights: packed, threads: 2, precision: .int8).assess(batch)
        let exact = try Classifier(weights: packed, threads: 2, precision: .fp32).assess(batch)
        for (a, b) in zip(fast, exact) {
            #expect((a.sentiment.score - b.sentiment.score).magnitude < 0.05)
        }
    }
}
