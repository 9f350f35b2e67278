import Classification
import Domain
import TestSupport
import Testing

@testable import Training

/// The risk head in training, on made-up numbers.
@Suite struct RiskNetTests {
    private let compute = Compute(threads: 1, prefersBfloat16: false)

    private func net(_ random: inout SplitMix64) -> RiskNet {
        func linear(_ inputs: Int, _ outputs: Int) -> LinearParameters {
            LinearParameters(
                weight: Matrix(
                    rows: outputs, columns: inputs, values: random.floats(inputs * outputs, in: -1...1)),
                bias: random.floats(outputs, in: -0.5...0.5))
        }
        return RiskNet(expand: linear(6, 5), output: linear(5, 3))
    }

    private func matrix(_ rows: Int, _ columns: Int, _ random: inout SplitMix64) -> Matrix {
        Matrix(rows: rows, columns: columns, values: random.floats(rows * columns, in: -1...1))
    }

    @Test func `Gradients are central differences`() {
        var random = SplitMix64(seed: 8)
        let net = net(&random)
        let inputs = matrix(7, 6, &random)
        let targets = Matrix(rows: 7, columns: 3, values: (0..<21).map { Float($0 % 2) })
        func loss(_ net: RiskNet) -> (loss: Float, gradients: RiskNet) {
            net.lossAndGradients(inputs, targets: targets, dropout: 0.3, seed: 4, compute)
        }
        let gradients = loss(net).gradients
        let step: Float = 1e-2
        func check(_ path: WritableKeyPath<RiskNet, [Float]>) {
            for index in net[keyPath: path].indices {
                var (up, down) = (net, net)
                up[keyPath: path][index] += step
                down[keyPath: path][index] -= step
                let expected = (loss(up).loss - loss(down).loss) / (2 * step)
                #expect((gradients[keyPath: path][index] - expected).magnitude < 2e-3)
            }
        }
        check(\.expand.weight.values)
        check(\.expand.bias)
        check(\.output.weight.values)
        check(\.output.bias)
    }

    @Test func `A large logit costs what it should`() {
        let (loss, gradient) = crossEntropyOfEach(
            Matrix(rows: 1, columns: 3, values: [200, -200, 0]),
            Matrix(rows: 1, columns: 3, values: [1, 1, 0.5]))
        #expect((loss - 200.6931).magnitude < 1e-3)
        #expect(gradient.values == [0, -1, 0])
    }

    @Test func `The mean of heads has the mean of their logits`() {
        var random = SplitMix64(seed: 9)
        let nets = [net(&random), net(&random)]
        let inputs = matrix(4, 6, &random)
        let both = RiskNet.mean(of: nets).logits(inputs, compute)
        let (one, other) = (nets[0].logits(inputs, compute), nets[1].logits(inputs, compute))
        for index in both.values.indices {
            #expect((both.values[index] - (one.values[index] + other.values[index]) / 2).magnitude < 1e-5)
        }
    }

    @Test func `A head for inputs as they come says the same as one for standardized inputs`() {
        var random = SplitMix64(seed: 10)
        let net = net(&random)
        let inputs = matrix(4, 6, &random)
        let (mean, deviation): ([Float], [Float]) = ([1, 2, 3, 4, 5, 6], [1, 2, 1, 2, 1, 2])
        var raw = inputs
        for index in raw.values.indices {
            raw.values[index] = raw.values[index] * deviation[index % 6] + mean[index % 6]
        }
        let found = net.taking(mean: mean, deviation: deviation).logits(raw, compute)
        for (a, b) in zip(found.values, net.logits(inputs, compute).values) {
            #expect((a - b).magnitude < 1e-4)
        }
    }

    @Test func `Calibration finds the factor and the shift that labels were made with`() {
        var random = SplitMix64(seed: 11)
        let logits = random.floats(20_000, in: -4...4)
        let labels: [Float] = logits.map { random.uniform() < sigmoid(0.5 * $0 - 1) ? 1 : 0 }
        let scale = PlattScale(logits, labels: labels, weights: logits.map { _ in 1 })
        #expect((scale.factor - 0.5).magnitude < 0.03)
        #expect((scale.shift + 1).magnitude < 0.06)
        let none = PlattScale([3, 2], labels: [0, 0], weights: [0, 0])
        #expect(none == PlattScale())
        let net = net(&random)
        let inputs = matrix(2, 6, &random)
        let calibrated = net.calibrated(by: [scale, PlattScale(), scale]).logits(inputs, compute)
        let before = net.logits(inputs, compute)
        #expect((calibrated.row(0)[0] - (before.row(0)[0] * scale.factor + scale.shift)).magnitude < 1e-5)
        #expect((calibrated.row(1)[1] - before.row(1)[1]).magnitude < 1e-6)
    }

    @Test func `The exit settles what lies below all but a share of the adverse texts`() {
        let answers = (0..<200).map { (early: Float($0) / 200, isAdverse: $0 >= 100) }
        #expect(settledBelow(answers, missed: 0) == 0.5)
        #expect(settledBelow(answers, missed: 0.02) == 0.51)
        #expect(settledBelow([(0.3, false)], missed: 0.5) == 0)
    }
}
