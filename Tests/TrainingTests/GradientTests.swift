import Classification
import Domain
import TestSupport
import Testing

@testable import Training

/// Each backward formula against central differences of the forward pass, in fp32: the loss of random
/// directions.
@Suite struct GradientTests {
    let compute = Compute(threads: 2, prefersBfloat16: false)
    let pass = PassSettings(
        heads: SmallModel.attentionHeads, dropout: 0.2, seed: 5, trainsEncoder: true, trainsWords: true)

    /// All arrays of a set of parameters.
    private func arrays(_ parameters: ModelParameters) -> [[Float]] {
        var copy = parameters
        var arrays: [[Float]] = []
        copy.forEach(with: parameters) { _, _, values in arrays.append(values) }
        return arrays
    }

    private func moved(
        _ parameters: ModelParameters, array index: Int, by direction: [Float], times step: Float
    )
        -> ModelParameters
    {
        var moved = parameters
        var position = 0
        moved.forEach(with: parameters) { _, values, _ in
            if position == index {
                for place in values.indices { values[place] += step * direction[place] }
            }
            position += 1
        }
        return moved
    }

    @Test(arguments: [0, 0.5] as [Float], [SmallModel.usualHeads, SmallModel.manyHeads])
    func `Every array's gradient is the slope of the loss`(lexical: Float, heads: [HeadSpec]) {
        var pass = pass
        pass.lexical = lexical
        let model = SmallModel.parameters(seed: 3, heads: heads)
        let batch = SmallModel.batch()
        let (_, gradients, _) = model.lossAndGradients(batch, count: 4, pass, compute)
        let all = arrays(gradients)
        #expect(all.count > 40)
        var random = SplitMix64(seed: 9)
        // To the lexical loss, the word vectors are constants.
        for (index, gradient) in all.enumerated() where !gradient.isEmpty && (lexical == 0 || index > 0) {
            for _ in 0..<3 {
                let direction = random.floats(gradient.count)
                let expected = zip(gradient, direction).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                let step: Float = 4e-3
                let above = moved(model, array: index, by: direction, times: step)
                    .lossAndGradients(batch, count: 4, pass, compute).loss
                let below = moved(model, array: index, by: direction, times: -step)
                    .lossAndGradients(batch, count: 4, pass, compute).loss
                let slope = (above - below) / (2 * step)
                #expect(
                    (slope - expected).magnitude < 2e-3 + 0.02 * expected.magnitude,
                    "array \(index): slope \(slope), gradient \(expected)")
            }
        }
    }

    @Test func `The gradient of the embeddings is the slope along a perturbation`() {
        let model = SmallModel.parameters(seed: 4)
        let batch = SmallModel.batch()
        let gradient = model.lossAndGradients(batch, count: 4, pass, compute).embedded
        var random = SplitMix64(seed: 10)
        for _ in 0..<5 {
            let direction = random.floats(gradient.values.count)
            func loss(_ step: Float) -> Float {
                let perturbation = Matrix(
                    rows: gradient.rows, columns: gradient.columns, values: direction.map { $0 * step })
                return model.lossAndGradients(batch, perturbation: perturbation, count: 4, pass, compute).loss
            }
            let expected = zip(gradient.values, direction).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            let slope = (loss(4e-3) - loss(-4e-3)) / 8e-3
            #expect((slope - expected).magnitude < 2e-3 + 0.02 * expected.magnitude)
        }
    }

    @Test func `Gradients do not depend on the number of threads`() {
        let model = SmallModel.parameters(seed: 5)
        let batch = SmallModel.batch()
        let one = model.lossAndGradients(
            batch, count: 4, pass, Compute(threads: 1, prefersBfloat16: true))
        let many = model.lossAndGradients(
            batch, count: 4, pass, Compute(threads: 5, prefersBfloat16: true))
        #expect(one.loss == many.loss)
        #expect(one.gradients == many.gradients)
        #expect(one.embedded == many.embedded)
    }

    @Test func `Parts of a step add up to the step`() {
        let model = SmallModel.parameters(seed: 6)
        let batch = SmallModel.batch()
        var still = pass
        still.dropout = 0
        let whole = model.lossAndGradients(batch, count: 4, still, compute)
        let doubled = model.lossAndGradients(batch, count: 8, still, compute)
        #expect((whole.loss - 2 * doubled.loss).magnitude < 1e-5)
    }
}
