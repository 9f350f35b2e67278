import Classification
import Glibc

// A risk head in training: logits = W₂ GELU(W₁ x + b₁) + b₂, with the cross-entropy of each output for
// itself, −Σ t ln p + (1 − t) ln (1 − p) with p = sigmoid(logit).

/// The parameters of a risk head, or their gradients.
struct RiskNet: ParameterSet, Equatable {
    var expand: LinearParameters
    var output: LinearParameters

    mutating func forEach(with other: RiskNet, _ visit: ParameterVisit) {
        expand.forEach(with: other.expand, depth: nil, visit)
        output.forEach(with: other.output, depth: nil, visit)
    }

    /// The logits, a row an input.
    func logits(_ inputs: Matrix, _ compute: Compute) -> Matrix {
        var hidden = compute(expand, inputs)
        compute.gelu(&hidden)
        return compute(output, hidden)
    }

    /// The loss over rows of inputs and targets, in the mean of the rows, with its gradients.
    ///
    /// - Parameters:
    ///   - dropout: The share of the inputs and of the hidden units that is dropped.
    ///   - seed: Says which.
    func lossAndGradients(
        _ inputs: Matrix, targets: Matrix, dropout: Float, seed: UInt64, _ compute: Compute
    ) -> (loss: Float, gradients: RiskNet) {
        var kept = inputs
        compute.dropout(&kept, rate: dropout, seed: seed)
        let before = compute(expand, kept)
        var hidden = before
        compute.gelu(&hidden)
        compute.dropout(&hidden, rate: dropout, seed: ~seed)
        let (loss, logits) = crossEntropyOfEach(compute(output, hidden), targets)
        var expanded = compute.product(logits, output.weight)
        compute.dropout(&expanded, rate: dropout, seed: ~seed)
        compute.geluBackward(&expanded, input: before)
        return (
            loss,
            RiskNet(
                expand: compute.backward(expand, input: kept, gradient: expanded),
                output: compute.backward(output, input: hidden, gradient: logits))
        )
    }

    /// The same head for inputs that have not been brought to mean 0 and deviation 1.
    func taking(mean: [Float], deviation: [Float]) -> RiskNet {
        var net = self
        let width = expand.weight.columns
        for row in 0..<expand.weight.rows {
            for column in 0..<width {
                let weight = expand.weight.values[row * width + column] / deviation[column]
                net.expand.weight.values[row * width + column] = weight
                net.expand.bias[row] -= weight * mean[column]
            }
        }
        return net
    }

    /// The head whose logits are the mean of those of several.
    static func mean(of nets: [RiskNet]) -> RiskNet {
        let share = 1 / Float(nets.count)
        let (inputs, outputs) = (nets[0].expand.weight.columns, nets[0].output.weight.rows)
        let width = nets[0].expand.weight.rows
        var output = Matrix(rows: outputs, columns: nets.count * width)
        for (place, net) in nets.enumerated() {
            for row in 0..<outputs {
                let start = row * output.columns + place * width
                output.values.replaceSubrange(
                    start..<start + width, with: net.output.weight.row(row).map { $0 * share })
            }
        }
        let bias = (0..<outputs).map { row in nets.reduce(0) { $0 + $1.output.bias[row] * share } }
        return RiskNet(
            expand: LinearParameters(
                weight: Matrix(
                    rows: nets.count * width, columns: inputs, values: nets.flatMap(\.expand.weight.values)),
                bias: nets.flatMap(\.expand.bias)),
            output: LinearParameters(weight: output, bias: bias))
    }
}

/// The cross-entropy of each output with its target, summed over outputs and in the mean of the rows, and
/// its gradient by the logits.
func crossEntropyOfEach(_ logits: Matrix, _ targets: Matrix) -> (loss: Float, logits: Matrix) {
    precondition(logits.values.count == targets.values.count)
    var gradient = logits
    var loss: Float = 0
    let share = 1 / Float(max(logits.rows, 1))
    for index in logits.values.indices {
        let (logit, target) = (logits.values[index], targets.values[index])
        // ln (1 + eᶻ) − t z, in the form that no z overflows.
        loss += max(logit, 0) + log1pf(expf(-logit.magnitude)) - target * logit
        gradient.values[index] = (sigmoid(logit) - target) * share
    }
    return (loss * share, gradient)
}

/// 1 / (1 + e⁻ᶻ).
func sigmoid(_ logit: Float) -> Float { 1 / (1 + expf(-logit)) }
