import Classification
import Domain
import TestSupport
import Testing
import Tokenization

@testable import Training

/// One whole step against PyTorch; Tests/Fixtures/training/make_step.py made the files.
@Suite struct StepTests {
    private static let shape = EncoderShape(
        layers: 2, width: 8, heads: 2, intermediate: 16, vocabulary: 20, positions: 12)

    private func model(_ file: Safetensors) throws -> ModelParameters {
        var random = SplitMix64(seed: 1)
        var model = try ModelParameters(
            base: file, shape: Self.shape, poolingWidth: 5, headWidth: 6, heads: SmallModel.usualHeads,
            random: &random)
        func matrix(_ name: String, _ rows: Int, _ columns: Int) throws -> Matrix {
            Matrix(rows: rows, columns: columns, values: try file.tensor(name, shape: [rows, columns]))
        }
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) throws -> LinearParameters {
            LinearParameters(
                weight: try matrix("\(name).weight", outputs, inputs),
                bias: try file.tensor("\(name).bias", shape: [outputs]))
        }
        func head(_ spec: HeadSpec) throws -> HeadParameters {
            HeadParameters(
                spec: spec,
                expand: try linear("head.\(spec.name).expand", spec.scope == .entity ? 16 : 8, 6),
                output: try linear("head.\(spec.name).output", 6, spec.labels.count))
        }
        model.pooling.project = try linear("pooling.project", 8, 5)
        model.pooling.query = try file.tensor("pooling.query", shape: [5])
        model.entityPooling.project = try linear("entity.pooling.project", 8, 5)
        model.entityPooling.query = try file.tensor("entity.pooling.query", shape: [5])
        model.entityPooling.entity = try matrix("entity.pooling.entity.weight", 5, 8)
        model.heads = try SmallModel.usualHeads.map(head)
        return model
    }

    @Test func `One step of AdamW moves every parameter as PyTorch does, within 2e-6`() throws {
        let folder = "\(Fixtures.root)/Tests/Fixtures/training"
        let before = try model(try Safetensors(path: "\(folder)/before.safetensors"))
        let after = try Safetensors(path: "\(folder)/after.safetensors")
        var settings = TrainingSettings()
        settings.headRate = 1
        settings.trainsWords = true
        let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        let trainer = Trainer(
            tokenizer: Tokenizer(vocabulary: try Vocabulary(tokens: words)), shape: Self.shape,
            settings: settings)
        var state = TrainingState(model: before, settings: settings)
        let compute = Compute(threads: 2, prefersBfloat16: false)
        let pass = PassSettings(heads: 2, dropout: 0, seed: 1, trainsEncoder: true, trainsWords: true)
        let (loss, gradients, _) = before.lossAndGradients(SmallModel.batch(), count: 4, pass, compute)
        #expect((loss - Self.referenceLoss).magnitude < 1e-5)
        trainer.update(&state, gradients, rate: 1e-3)
        let tensors = state.model.tensors()
        #expect(tensors.count == 56)
        // The keys' bias moves no attention weight: its gradient is rounding alone, of which Adam takes the
        // sign.
        for tensor in tensors where !tensor.name.hasSuffix("key.bias") {
            let wanted = try after.tensor(tensor.name, shape: tensor.shape)
            let largest = zip(tensor.values, wanted).map { ($0 - $1).magnitude }.max() ?? 0
            #expect(largest < 2e-6, "\(tensor.name) differs by \(largest)")
        }
    }

    /// What make_step.py prints.
    private static let referenceLoss: Float = 2.229_441_4
}
