import Classification
import Domain

/// How a risk head learns.
public struct RiskSettings: Sendable, Equatable, Codable {
    /// The layers, counted from 1, whose mean states it judges.
    public var layers = [4, 6]
    /// The layers that the judge at the exit sees.
    public var exitLayers = [1, 2, 3]
    /// Hidden units of the head.
    public var width = 128
    /// Hidden units of the judge at the exit.
    public var exitWidth = 64
    /// Heads with other random beginnings whose logits are averaged; they share the hidden units, of which
    /// there is a multiple of their number.
    public var members = 2
    /// Passes over the labeled texts.
    public var epochs = 24
    /// Passes of the judge at the exit over all texts.
    public var exitEpochs = 4
    /// The share of the inputs and hidden units that is dropped.
    public var dropout: Float = 0.3
    /// The learning rate, which falls to 0 in a straight line.
    public var rate: Float = 2e-3
    /// How much of a weight is taken off a step, as a share of the rate.
    public var weightDecay: Float = 0.05
    /// Hidden units of the judge that says which entity suffers; nil for none.
    public var suffererWidth: Int? = 32
    /// Folds of the cross-validation; stories are never divided between two.
    public var folds = 10
    /// The share of the adverse texts that the judge at the exit may miss.
    public var missed = 0.01
    /// The random seed.
    public var seed: UInt64 = 1
    /// Threads to use; the result does not depend on it.
    public var threads = 2

    /// The settings with which the shipped head was trained.
    public init() {}
}

/// What a head learns from: rows of inputs and of targets.
struct RiskLesson {
    var inputs: Matrix
    var targets: Matrix

    /// Some of its rows.
    func selecting(_ rows: [Int]) -> RiskLesson {
        RiskLesson(inputs: inputs.selecting(rows), targets: targets.selecting(rows))
    }
}

extension RiskLesson {
    /// Texts a step.
    private static let batch = 64

    /// A head that has learned the rows.
    ///
    /// - Parameter width: Hidden units, which the members share.
    func learned(width: Int, epochs: Int, dropout: Float, _ settings: RiskSettings) -> RiskNet {
        let (mean, deviation) = inputs.moments()
        var lesson = self
        lesson.inputs.standardize(mean: mean, deviation: deviation)
        precondition(width % settings.members == 0)
        let members = (0..<settings.members).map { member in
            lesson.member(
                width: width / settings.members, epochs: epochs, dropout: dropout,
                seed: settings.seed &+ UInt64(member), settings)
        }
        return RiskNet.mean(of: members).taking(mean: mean, deviation: deviation)
    }

    private func member(
        width: Int, epochs: Int, dropout: Float, seed: UInt64, _ settings: RiskSettings
    ) -> RiskNet {
        let compute = Compute(threads: settings.threads, prefersBfloat16: false)
        var random = SplitMix64(seed: seed)
        var net = RiskNet(
            expand: .random(inputs.columns, width, &random),
            output: .random(width, targets.columns, &random))
        var optimizer = Adam()
        let steps = epochs * ((inputs.rows + Self.batch - 1) / Self.batch)
        for _ in 0..<epochs {
            let order = Array(0..<inputs.rows).shuffled(using: &random)
            for start in stride(from: 0, to: order.count, by: Self.batch) {
                let part = selecting(Array(order[start..<min(start + Self.batch, order.count)]))
                let (_, gradients) = net.lossAndGradients(
                    part.inputs, targets: part.targets, dropout: dropout, seed: random.next(), compute)
                let rate = settings.rate * (1 - Float(optimizer.steps) / Float(steps))
                optimizer.step(
                    &net, gradients: gradients, scale: 1, decay: settings.weightDecay, compute
                ) { _ in rate }
            }
        }
        return net
    }
}

extension LinearParameters {
    /// Uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010); biases 0.
    static func random(
        _ inputs: Int, _ outputs: Int, _ random: inout SplitMix64
    ) -> LinearParameters {
        let limit = (6 / Float(inputs + outputs)).squareRoot()
        let values = (0..<inputs * outputs).map { _ in random.uniform(limit: limit) }
        return LinearParameters(
            weight: Matrix(rows: outputs, columns: inputs, values: values),
            bias: [Float](repeating: 0, count: outputs))
    }
}

extension Matrix {
    /// The mean and the standard deviation of each column; a column that does not vary has deviation 1.
    fileprivate func moments() -> (mean: [Float], deviation: [Float]) {
        var sums = [(sum: Double, squares: Double)](repeating: (0, 0), count: columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let value = Double(values[row * columns + column])
                sums[column].sum += value
                sums[column].squares += value * value
            }
        }
        let count = Double(max(rows, 1))
        let mean = sums.map { Float($0.sum / count) }
        let deviation = sums.map { sum -> Float in
            let variance = sum.squares / count - (sum.sum / count) * (sum.sum / count)
            return variance > 1e-10 ? Float(variance.squareRoot()) : 1
        }
        return (mean, deviation)
    }

    fileprivate mutating func standardize(mean: [Float], deviation: [Float]) {
        for row in 0..<rows {
            for column in 0..<columns {
                values[row * columns + column] =
                    (values[row * columns + column] - mean[column]) / deviation[column]
            }
        }
    }
}
