import Classification
import Glibc
import Kernels

// A head in training: logits = W₂ GELU(W₁ y + b₁) + b₂, with the cross-entropy −Σ t ln softmax(logits).

/// What a head should say of a row of inputs: a probability a label, or nil where nobody said.
typealias Target = [Float]?

extension HeadParameters {
    /// Probabilities, a row an input.
    func probabilities(_ inputs: Matrix, _ compute: Compute) -> Matrix {
        forward(inputs, compute).probabilities
    }

    /// The cross-entropy of the rows that have a target, summed and divided by `count`, with its gradients.
    func lossAndGradients(
        _ inputs: Matrix, targets: [Target], count: Int, _ compute: Compute
    ) -> (loss: Float, parameters: HeadParameters, inputs: Matrix) {
        let (before, activated, probabilities) = forward(inputs, compute)
        let (loss, logits) = crossEntropy(probabilities, targets, count: count)
        var expanded = compute.product(logits, output.weight)
        compute.geluBackward(&expanded, input: before)
        let parameters = HeadParameters(
            spec: spec,
            expand: compute.backward(expand, input: inputs, gradient: expanded),
            output: compute.backward(output, input: activated, gradient: logits))
        return (loss, parameters, compute.product(expanded, expand.weight))
    }

    private func forward(
        _ inputs: Matrix, _ compute: Compute
    ) -> (before: Matrix, activated: Matrix, probabilities: Matrix) {
        let before = compute(expand, inputs)
        var activated = before
        compute.gelu(&activated)
        return (before, activated, softmaxOfRows(compute(output, activated)))
    }
}

/// softmax of each row.
func softmaxOfRows(_ logits: Matrix) -> Matrix {
    var probabilities = logits
    for row in 0..<logits.rows {
        var own = logits.row(row)
        // The kernel reads and writes own.count elements.
        unsafe kernels_softmax(&own, own.count)
        probabilities.values.replaceSubrange(row * logits.columns..<(row + 1) * logits.columns, with: own)
    }
    return probabilities
}

/// The cross-entropy of the rows that have a target, summed and divided by `count`, and its gradient by the
/// logits.
func crossEntropy(_ probabilities: Matrix, _ targets: [Target], count: Int) -> (loss: Float, logits: Matrix) {
    let width = probabilities.columns
    var logits = Matrix(rows: probabilities.rows, columns: width)
    var loss: Float = 0
    for (row, target) in targets.enumerated() {
        guard let target else { continue }
        for (label, wanted) in target.enumerated() {
            let probability = probabilities.values[row * width + label]
            if wanted > 0 { loss -= wanted * logf(max(probability, 1e-12)) }
            logits.values[row * width + label] = (probability - wanted) / Float(count)
        }
    }
    return (loss / Float(count), logits)
}
