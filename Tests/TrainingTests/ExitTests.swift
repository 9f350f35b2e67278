import Classification
import Domain
import FoundationEssentials
import TestSupport
import Testing
import Tokenization

@testable import Training

/// A small model that is trained, quantised and given an exit.
@Suite struct ExitTests {
    static let shape = EncoderShape(
        layers: 3, width: 32, heads: 2, intermediate: 32, vocabulary: TrainerTests.words.count, positions: 16)

    let folder: TemporaryFolder
    let corpus: Corpus
    let tokenizer: Tokenizer
    let header: WeightsHeader
    let vocabulary = TrainerTests.words.joined(separator: "\n") + "\n"
    /// The int8 file without an exit.
    let whole: WeightsFile

    init() throws {
        folder = try TemporaryFolder()
        try TrainerTests.writeCorpora(to: folder)
        let base = try folder.file("base.safetensors", TrainerTests.safetensors(Self.shape))
        corpus = try Corpus(folder: folder.path)
        tokenizer = Tokenizer(vocabulary: try Vocabulary(tokens: TrainerTests.words))
        header = TrainerTests.header(corpus, Self.shape)
        let trained = try Trainer(
            tokenizer: tokenizer, shape: Self.shape, settings: Self.settings(epochs: 10)
        )
        .train(corpus, base: try Safetensors(path: base)) { _ in }
        let plain = try WeightsFile(
            path: try folder.file(
                "plain", try WeightsFile.encode(header, tensors: trained.tensors(), vocabulary: vocabulary)))
        whole = try WeightsFile(
            path: try folder.file(
                "int8",
                try WeightsFile.encode(header, tensors: plain.quantizedTensors(), vocabulary: vocabulary)))
    }

    private static func settings(epochs: Int) -> TrainingSettings {
        TrainerTests.settings {
            $0.epochs = epochs
            $0.layerDecay = TrainingSettings().layerDecay
            $0.adversarial = 0
        }
    }

    private func trainedExit(epochs: Int) throws -> TrainedExit {
        var settings = Self.settings(epochs: epochs)
        settings.freezesEncoder = true
        return try Trainer(tokenizer: tokenizer, shape: Self.shape, settings: settings).trainExit(
            after: 1, of: whole, whole: try Classifier(weights: whole, threads: 1), corpus: corpus,
            texts: ["bank meets oil", "bell"]
        ) { _ in }
    }

    private func file(_ trained: TrainedExit, _ exit: EarlyExit) throws -> WeightsFile {
        var header = header
        header.exit = exit
        return try WeightsFile(
            path: try folder.file(
                "exit",
                try WeightsFile.encode(
                    header, tensors: whole.quantizedTensors() + trained.tensors(), vocabulary: vocabulary)))
    }

    @Test func `An exit learns what the whole model says, which stays as it is`() throws {
        let trained = try trainedExit(epochs: 8)
        let classifier = try Classifier(
            weights: try file(trained, EarlyExit(layers: 1, sentiment: 0, topic: 0, entity: 0)), threads: 2)
        let texts = corpus.training.map(\.text)
        let batch = tokenizer.tokenize(texts)
        let exact = try Classifier(weights: whole, threads: 1).assess(batch)
        let early = try #require(classifier.assessmentsAtExit(of: batch))
        let agreed = zip(exact, early).count { $0.sentiment.label == $1.sentiment.label }
        #expect(agreed > texts.count / 2, "\(agreed)")
        let losses = trained.curve.map(\.loss)
        #expect(try #require(losses.last) < #require(losses.first), "\(losses)")
        // The same corpus in the same seed gives the same exit.
        #expect(try trainedExit(epochs: 8).tensors().map(\.values) == trained.tensors().map(\.values))
        let all = try Classifier(
            weights: try file(trained, EarlyExit(layers: 1, sentiment: 1.1, topic: 1, entity: 1)), threads: 1)
        #expect(all.assess(batch) == exact)
    }

    @Test func `Confidences are set so that no corpus loses more than it may`() throws {
        let trained = try trainedExit(epochs: 8)
        let classifier = try Classifier(
            weights: try file(trained, EarlyExit(layers: 1, sentiment: 0, topic: 0, entity: 0)), threads: 1)
        let exact = try Classifier(weights: whole, threads: 1)
        let outcome = try #require(
            calibratedExit(
                of: classifier, whole: exact, tokenizer: tokenizer, corpus: corpus, tolerance: 0))
        #expect(outcome.loss <= 0)
        let calibrated = try Classifier(weights: try file(trained, outcome.exit), threads: 1)
        let before = evaluate(exact, tokenizer: tokenizer, corpus: corpus)
        let after = evaluate(calibrated, tokenizer: tokenizer, corpus: corpus)
        for (old, new) in zip(before, after) {
            #expect(new.evaluation.accuracy >= old.evaluation.accuracy, "\(old.corpus) \(old.task)")
            #expect(old.evaluation.leavingEarly == 0)
        }
        #expect(
            calibratedExit(of: exact, whole: exact, tokenizer: tokenizer, corpus: corpus, tolerance: 0) == nil
        )
    }

    @Test func `The least confidence lets no more disagree than the share, and falls as the share rises`() {
        var random = SplitMix64(seed: 4)
        let answers = (0..<500).map { _ in
            let confidence = Float.random(in: 0.3...1, using: &random)
            return (confidence: confidence, agrees: Float.random(in: 0...1, using: &random) < confidence)
        }
        var last: Float = 2
        for share in [0, 0.002, 0.01, 0.05, 0.2, 1] {
            let least = leastConfidence(answers, disagreeing: share)
            #expect(least <= last)
            last = least
            let disagreeing = answers.count { $0.confidence >= least && !$0.agrees }
            #expect(disagreeing <= Int(500 * share))
        }
        #expect(leastConfidence([(0.9, false), (0.9, true)], disagreeing: 0) > 0.9)
        #expect(leastConfidence([], disagreeing: 0.5) > 1)
    }

    @Test func `Ridge regression finds the linear map behind the data`() {
        var random = SplitMix64(seed: 9)
        let (rows, width, outputs) = (300, 6, 4)
        let inputs = Matrix(rows: rows, columns: width, values: random.floats(rows * width, in: -1...1))
        let wanted = LinearParameters(
            weight: Matrix(rows: outputs, columns: width, values: random.floats(outputs * width)),
            bias: random.floats(outputs))
        let compute = Compute(threads: 1, prefersBfloat16: false)
        let found = ridge(from: inputs, to: compute(wanted, inputs), penalty: 1e-7, compute)
        for (a, b) in zip(found.weight.values + found.bias, wanted.weight.values + wanted.bias) {
            #expect((a - b).magnitude < 1e-3)
        }
        // Inputs that say nothing leave the outputs' mean.
        let same = ridge(
            from: Matrix(rows: rows, columns: width), to: compute(wanted, inputs), compute)
        #expect(same.weight.values.allSatisfy { $0.isFinite && $0.magnitude < 1e-3 })
    }
}
