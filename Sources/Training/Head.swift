import Classification
import Kernels

/// The parameters of a head, logits = W₂ GELU(W₁ y + b₁) + b₂, with their backward pass.
struct HeadParameters: Sendable, Equatable {
    var expandWeight: Matrix
    var expandBias: [Float]
    var outputWeight: Matrix
    var outputBias: [Float]
}

extension HeadParameters {
    /// The summed cross-entropy of the labelled rows over `count`, with the gradients of it.
    ///
    /// - Parameters:
    ///   - labels: a label a row of `pooled`, or nil to leave the row out.
    ///   - count: what the sum is divided by.
    func lossAndGradients(
        _ pooled: Matrix, labels: [Int?], count: Int
    ) -> (loss: Float, gradients: HeadParameters, pooledGradient: Matrix) {
        let (before, activated, probabilities) = forward(pooled)
        var logitsGradient = probabilities
        var loss: Float = 0
        for (row, label) in labels.enumerated() {
            let range = row * probabilities.columns..<(row + 1) * probabilities.columns
            guard let label else {
                for index in range { logitsGradient.values[index] = 0 }
                continue
            }
            loss -= logarithm(max(probabilities.values[range.lowerBound + label], 1e-12))
            logitsGradient.values[range.lowerBound + label] -= 1
            for index in range { logitsGradient.values[index] /= Float(count) }
        }
        var expandedGradient = product(logitsGradient, outputWeight)
        for index in expandedGradient.values.indices {
            expandedGradient.values[index] *= geluDerivative(before.values[index])
        }
        let gradients = HeadParameters(
            expandWeight: product(transposing: expandedGradient, pooled),
            expandBias: columnSums(expandedGradient),
            outputWeight: product(transposing: logitsGradient, activated),
            outputBias: columnSums(logitsGradient))
        return (loss / Float(count), gradients, product(expandedGradient, expandWeight))
    }

    /// Probabilities, one row a text.
    func probabilities(_ pooled: Matrix) -> Matrix { forward(pooled).probabilities }

    private func forward(_ pooled: Matrix) -> (before: Matrix, activated: Matrix, probabilities: Matrix) {
        var before = product(pooled, transposed: expandWeight)
        add(expandBias, toRowsOf: &before)
        var activated = before
        unsafe kernels_gelu(&activated.values, activated.values.count)
        var logits = product(activated, transposed: outputWeight)
        add(outputBias, toRowsOf: &logits)
        for row in 0..<logits.rows {
            var own = logits.row(row)
            unsafe kernels_softmax(&own, own.count)
            logits.values.replaceSubrange(row * logits.columns..<(row + 1) * logits.columns, with: own)
        }
        return (before, activated, logits)
    }
}

/// GELU′(x) = Φ(x) + x φ(x), Φ and φ of the standard normal distribution.
func geluDerivative(_ x: Float) -> Float {
    0.5 * (1 + errorFunction(x * 0.707_106_78)) + x * 0.398_942_28 * exponential(-0.5 * x * x)
}
