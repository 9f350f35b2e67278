import Classification
import Domain
import TestSupport
import Testing

@testable import Training

/// The tagger in training, on made-up numbers.
@Suite struct TaggerNetTests {
    private let compute = Compute(threads: 1, prefersBfloat16: false)

    private func model() -> (net: TaggerNet, batch: TaggerBatch) {
        var random = SplitMix64(seed: 14)
        let layers = Array(SmallModel.parameters(seed: 3).encoder.layers.prefix(2))
        var net = TaggerNet(layers: layers, labels: 5, random: &random)
        net.shapes.values = random.floats(net.shapes.values.count, in: -0.5...0.5)
        net.shapeLogits.values = random.floats(net.shapeLogits.values.count, in: -0.5...0.5)
        let states = Matrix(
            rows: 7, columns: SmallModel.width, values: random.floats(7 * SmallModel.width, in: -1...1))
        let batch = TaggerBatch(
            states: states, offsets: [0, 4, 7], shapes: [72, 3, 5, 72, 72, 3, 72], rows: [1, 2, 5],
            tags: [0, 4, 2])
        return (net, batch)
    }

    private func pass(dropout: Float = 0) -> TaggerPass {
        TaggerPass(heads: SmallModel.attentionHeads, dropout: dropout, seed: 9, smoothing: 0.1)
    }

    @Test(arguments: [Float(0), 0.2]) func `Gradients are central differences`(dropout: Float) {
        let (net, batch) = model()
        let gradients = net.lossAndGradients(batch, pass(dropout: dropout), compute).gradients
        let step: Float = 1e-2
        func check(_ path: WritableKeyPath<TaggerNet, [Float]>, _ places: [Int]) {
            for place in places {
                var (up, down) = (net, net)
                up[keyPath: path][place] += step
                down[keyPath: path][place] -= step
                let loss = { (net: TaggerNet) in
                    net.lossAndGradients(batch, self.pass(dropout: dropout), self.compute).loss
                }
                let expected = (loss(up) - loss(down)) / (2 * step)
                #expect((gradients[keyPath: path][place] - expected).magnitude < 3e-3)
            }
        }
        let width = SmallModel.width
        for shape in [3, 5, 72] { check(\.shapes.values, Array(shape * width..<(shape + 1) * width)) }
        check(\.shapeLogits.values, Array(15..<20) + Array(25..<30))
        check(\.output.weight.values, Array(net.output.weight.values.indices))
        check(\.output.bias, Array(0..<5))
        check(\.layers[0].queryKeyValue.weight.values, [0, 17, 100])
        check(\.layers[1].contract.weight.values, [0, 5, 9])
        check(\.layers[1].outputNorm.gain, Array(0..<width))
    }

    @Test func `The gradient of the states is that of their perturbation`() {
        let (net, batch) = model()
        let inputs = net.lossAndGradients(batch, pass(), compute).inputs
        for place in [0, 9, 20, 41] {
            var (up, down) = (
                Matrix(rows: 7, columns: SmallModel.width), Matrix(rows: 7, columns: SmallModel.width)
            )
            up.values[place] = 1e-2
            down.values[place] = -1e-2
            let loss = { (perturbation: Matrix) in
                net.lossAndGradients(batch, perturbation: perturbation, self.pass(), self.compute).loss
            }
            let expected = (loss(up) - loss(down)) / 2e-2
            #expect((inputs.values[place] - expected).magnitude < 3e-3)
        }
    }
}
