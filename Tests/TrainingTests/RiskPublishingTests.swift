import Classification
import Domain
import TestSupport
import Testing
import Tokenization

@testable import Training

/// A risk head that is added to the int8 weights of a small model with an exit.
@Suite struct RiskPublishingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Headlines in which one word of the small vocabulary makes the event, each a story of its own.
    private static let examples: [RiskExample] = (0..<60).map { number in
        let isAdverse = number.isMultiple(of: 2)
        let types: Set<RiskType> = isAdverse ? [number.isMultiple(of: 4) ? .probe : .workforce] : []
        var example = RiskExample(
            "a\(number) \(isAdverse ? "falls" : "rises") b\(number)", isAdverse: isAdverse, types: types)
        example.stratum = number.isMultiple(of: 3) ? "random" : "doubtful"
        example.weight = number.isMultiple(of: 3) ? 10 : 2
        example.source = "made"
        return example
    }

    private static var settings: RiskSettings {
        var settings = RiskSettings()
        settings.layers = [2, 3]
        settings.exitLayers = [1]
        settings.width = 8
        settings.exitWidth = 8
        settings.epochs = 30
        settings.exitEpochs = 10
        settings.dropout = 0.1
        settings.rate = 1e-2
        settings.folds = 4
        settings.threads = 1
        return settings
    }

    /// An encoder of random weights with random heads, and a random exit if wanted.
    private func weights(exit: Bool) throws -> WeightsFile {
        let shape = ExitTests.shape
        let vocabulary = TrainerTests.words.joined(separator: "\n") + "\n"
        var random = SplitMix64(seed: 4)
        let base = try folder.file("base.safetensors", TrainerTests.safetensors(shape))
        let model = try ModelParameters(
            base: try Safetensors(path: base), shape: shape, poolingWidth: 6, headWidth: 6,
            heads: SmallModel.usualHeads, random: &random)
        var header = WeightsHeader(
            name: "small", encoder: shape, poolingWidth: 6, headWidth: 6, heads: SmallModel.usualHeads)
        let plain = try WeightsDraft(
            header, tensors: model.tensors(), vocabulary: vocabulary, path: try folder.file("plain")
        ).write()
        var tensors = plain.quantizedTensors()
        if exit {
            header.exit = EarlyExit(layers: 1, thresholds: [.sentiment: 0.4, .topic: 0.3, .entity: 0])
            let embedding = Matrix(rows: shape.width, columns: shape.width)
            tensors += model.tensorsOverEncoder(prefix: TensorName.exit)
            tensors += LinearParameters(weight: embedding, bias: embedding.row(0))
                .tensors(TensorName.exitEmbedding)
        }
        return try WeightsDraft(
            header, tensors: tensors, vocabulary: vocabulary, path: try folder.file("whole")
        ).write()
    }

    private func published(exit: Bool) throws -> (plain: WeightsFile, file: WeightsFile, outcome: RiskOutcome)
    {
        let plain = try weights(exit: exit)
        let path = try folder.file("risk")
        let outcome = try publishRisk(
            of: plain, to: path, examples: Self.examples, texts: ["bell falls bank", "oil rises"],
            settings: Self.settings)
        return (plain, try WeightsFile(path: path), outcome)
    }

    @Test func `A head learns what its labels say, and the other heads stay bit by bit`() throws {
        let (plain, file, outcome) = try published(exit: true)
        let batch = try Tokenizer(file).tokenize(Self.examples.map(\.text))
        var judged = try Classifier(weights: file, threads: 1).assess(batch)
        let report = RiskReport(Self.examples, judged.compactMap(\.risk))
        #expect(report.outputs[0].averagePrecision > 0.95)
        #expect(outcome.report.texts == 60)
        #expect(outcome.randomReport?.texts == 20)
        #expect(outcome.report.outputs[0].averagePrecision > 0.8)
        for index in judged.indices { judged[index].risk = nil }
        #expect(try Classifier(weights: plain, threads: 1).assess(batch) == judged)
        #expect(file.header.exit == plain.header.exit)
        #expect(file.header.risk?.exit?.layers == [1])
        #expect(file.header.training["risk"]?.hasPrefix("60 labeled texts, 2 without labels; {") == true)
    }

    @Test
    func `The header says how right the head was of stories it did not know, and a trial says the same`()
        throws
    {
        let (_, file, outcome) = try published(exit: true)
        let recorded = try #require(file.header.reliability)
        #expect(recorded.map(\.head) == [.adverse])
        #expect(recorded[0].count == 20, "the texts that were drawn at random")
        #expect(recorded[0].data == "made (random sample, cross-validated)")
        #expect(recorded[0].bins == outcome.randomReport?.outputs[0].reliability.bins)
        let settings = try #require(RiskSettings.recorded(in: file.header))
        #expect(settings == Self.settings)
        let trial = try crossValidatedRisk(of: file, examples: Self.examples, settings: settings)
        #expect(trial.report == outcome.report && trial.randomReport == outcome.randomReport)
        #expect(trial.reliability == recorded)
    }

    @Test func `What is recorded later replaces what was said of the same head, and no tensor changes`()
        throws
    {
        let (_, file, _) = try published(exit: true)
        let path = try folder.file("recorded")
        var draft = WeightsDraft(
            file.header, tensors: file.storedTensors(), vocabulary: file.vocabulary, path: path)
        let bins = [Reliability.Bin(predicted: 0.7, observed: 0.6, count: 9)]
        for head in [HeadName.sentiment, .adverse] {
            draft.header.record([Reliability(head, data: "others", bins: bins)])
        }
        let recorded = try draft.write()
        #expect(recorded.header.reliability?.map(\.head) == [.adverse, .sentiment])
        #expect(recorded.header.reliability?.map(\.data) == ["others", "others"])
        let (old, new) = (file.storedTensors(), recorded.storedTensors())
        #expect(old.map(\.name) == new.map(\.name))
        #expect(old.map(\.values) == new.map(\.values))
        #expect(old.map(\.scales) == new.map(\.scales))
        #expect(recorded.header.uncalibrated.reliability == nil)
    }

    @Test func `Without an exit there is no judge at it, and a second training replaces the first`() throws {
        let (plain, file, outcome) = try published(exit: false)
        #expect(plain.header.exit == nil)
        #expect(file.header.risk?.exit == nil)
        #expect(outcome.settled == nil)
        let again = try folder.file("again")
        _ = try publishRisk(
            of: file, to: again, examples: Self.examples, texts: ["bell falls bank", "oil rises"],
            settings: Self.settings)
        let (one, other) = (file.storedTensors(), try WeightsFile(path: again).storedTensors())
        #expect(one.map(\.name) == other.map(\.name))
        #expect(one.map(\.values) == other.map(\.values))
    }

    @Test func `Layers that the encoder does not have are refused before anything is written`() throws {
        var settings = Self.settings
        settings.layers = [9]
        let path = "\(folder.path)/never"
        #expect(throws: WeightsError.self) {
            try publishRisk(
                of: try weights(exit: false), to: path, examples: Self.examples, texts: [],
                settings: settings)
        }
        #expect(throws: WeightsError.self) { try WeightsFile(path: path) }
    }

    @Test func `Labels of a single story are refused, for none could be judged unseen`() throws {
        #expect(throws: PublishingError.oneStory) {
            try publishRisk(
                of: try weights(exit: false), to: "\(folder.path)/never",
                examples: [RiskExample("acme falls", isAdverse: true)], texts: [], settings: Self.settings)
        }
    }

    @Test func `A judge learns from marked names who suffers and who is only named`() throws {
        let examples = Self.examples.enumerated().map { number, example in
            var marked = RiskExample(
                // Words of its own make each a story of its own.
                number.isMultiple(of: 4)
                    ? "acme \(example.text) c\(number) d\(number) bell"
                    : "bell \(example.text) c\(number) d\(number) acme",
                isAdverse: example.isAdverse, types: example.types)
            guard example.isAdverse else { return marked }
            marked.sufferers = ["acme"]
            marked.bystanders = ["bell"]
            return marked
        }
        let path = try folder.file("who")
        let outcome = try publishRisk(
            of: try weights(exit: true), to: path, examples: examples, texts: [], settings: Self.settings)
        let report = try #require(outcome.sufferers)
        #expect(report.sufferers == 30 && report.bystanders == 30)
        #expect(report.area > 0.9)
        let file = try WeightsFile(path: path)
        #expect(file.header.risk?.sufferer == Self.settings.suffererWidth)
        let batch = try Tokenizer(file).tokenize(["acme falls bell"])
        let risks = try Classifier(weights: file, threads: 1, exact: true)
            .assess(batch, entities: [[0..<1, 2..<3]])[0].entityRisks
        #expect(Set(risks).count == 2, "each has a probability of its own")
        let unmarked = try publishRisk(
            of: file, to: try folder.file("nobody"), examples: Self.examples, texts: [],
            settings: Self.settings)
        #expect(unmarked.sufferers == nil)
    }
}
