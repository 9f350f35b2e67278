import Classification
import Domain
import FoundationEssentials
import TestSupport
import Testing
import Tokenization

@testable import Training

/// A small model that is trained, quantized and given an exit.
@Suite struct ExitTests {
    /// What all tests start from; training it takes seconds.
    private struct Model {
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
            let base = try folder.file("base.safetensors", TrainerTests.safetensors(ExitTests.shape))
            corpus = try Corpus(folder: folder.path)
            tokenizer = Tokenizer(vocabulary: try Vocabulary(tokens: TrainerTests.words))
            header = TrainerTests.header(corpus, ExitTests.shape)
            let trained = try Trainer(
                tokenizer: tokenizer, shape: ExitTests.shape, settings: ExitTests.settings(epochs: 10)
            ).train(corpus, base: try Safetensors(path: base)) { _ in }
            let plain = try WeightsDraft(
                header, tensors: trained.tensors(), vocabulary: vocabulary, path: try folder.file("plain")
            ).write()
            whole = try WeightsDraft(
                header, tensors: plain.quantizedTensors(), vocabulary: vocabulary,
                path: try folder.file("int8")
            ).write()
        }
    }

    static let shape = EncoderShape(
        layers: 3, width: 32, heads: 2, intermediate: 32, vocabulary: TrainerTests.words.count, positions: 16)
    private static let shared = Result { try Model() }

    private let model: Model

    init() throws { model = try Self.shared.get() }

    private var corpus: Corpus { model.corpus }
    private var tokenizer: Tokenizer { model.tokenizer }
    private var whole: WeightsFile { model.whole }

    private static func settings(epochs: Int) -> TrainingSettings {
        TrainerTests.settings {
            $0.epochs = epochs
            $0.layerDecay = TrainingSettings().layerDecay
            $0.adversarial = 0
        }
    }

    private static func exit(_ sentiment: Float, _ topic: Float, _ entity: Float) -> EarlyExit {
        EarlyExit(layers: 1, thresholds: [.sentiment: sentiment, .topic: topic, .entity: entity])
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
        var header = model.header
        header.exit = exit
        let name = "exit-\(UInt64.random(in: 0 ... .max))"
        return try WeightsDraft(
            header, tensors: whole.quantizedTensors() + trained.tensors(), vocabulary: model.vocabulary,
            path: try model.folder.file(name)
        ).write()
    }

    @Test func `An exit learns what the whole model says, which stays as it is`() throws {
        let trained = try trainedExit(epochs: 8)
        let classifier = try Classifier(
            weights: try file(trained, Self.exit(0, 0, 0)), threads: 2)
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
            weights: try file(trained, Self.exit(1.1, 1, 1)), threads: 1)
        #expect(all.assess(batch) == exact)
    }

    @Test func `Confidences are set so that no corpus loses more than it may`() throws {
        let trained = try trainedExit(epochs: 8)
        let classifier = try Classifier(
            weights: try file(trained, Self.exit(0, 0, 0)), threads: 1)
        let exact = try Classifier(weights: whole, threads: 1)
        let outcome = try #require(
            calibratedExit(
                of: classifier, whole: exact, tokenizer: tokenizer, corpus: corpus, tolerance: 0))
        #expect(outcome.loss <= 0)
        let calibrated = try Classifier(weights: try file(trained, outcome.exit), threads: 1)
        let before = evaluate(exact, tokenizer: tokenizer, corpus: corpus)
        let after = evaluate(calibrated, tokenizer: tokenizer, corpus: corpus)
        for (old, new) in zip(before, after) {
            #expect(new.evaluation.accuracy >= old.evaluation.accuracy, "\(old.corpus) \(old.head)")
            #expect(old.evaluation.leavingEarly == 0)
        }
        #expect(
            calibratedExit(of: exact, whole: exact, tokenizer: tokenizer, corpus: corpus, tolerance: 0) == nil
        )
    }

    @Test func `The published file has the exit, its thresholds and its scores`() throws {
        var settings = Self.settings(epochs: 8)
        settings.freezesEncoder = true
        let trainer = Trainer(tokenizer: tokenizer, shape: Self.shape, settings: settings)
        let output = try model.folder.file("published")
        let outcome = try trainer.publishExit(
            after: 1, of: whole, to: output, corpus: corpus, texts: [], tolerance: 0.5
        ) { _ in }
        let header = try WeightsFile(path: output).header
        #expect(header.exit == outcome.exit)
        #expect(header.exit?.layers == 1)
        #expect(Set(outcome.exit.thresholds.keys) == Set(corpus.heads.map(\.name)))
        #expect(header.scores.keys.contains("phrasebank.sentiment.accuracy"))
        #expect(throws: PublishingError.tooFewLayers(path: whole.path, layers: 3)) {
            try trainer.publishExit(
                after: 3, of: whole, to: output, corpus: corpus, texts: [], tolerance: 0
            ) { _ in }
        }
    }
}
