import Classification
import Glibc

// Platt scaling (Platt 1999): p = sigmoid(a z + b) with the a and b that make the logits of texts that were
// not learned from fit their labels best, by Newton's method. Texts count by how many they stand for, because
// labels were sought where events are.

/// What makes the logits of one output mean what they say.
struct PlattScale: Sendable, Equatable {
    /// a.
    var factor: Float = 1
    /// b.
    var shift: Float = 0

    private static let steps = 50
    /// Holds a near 1 and b near 0 where there are few events: as strong as this many texts.
    private static let prior = 1.0

    /// Leaves logits as they are.
    init() {}

    /// Fits logits to labels of 0 and 1.
    ///
    /// - Parameter weights: How much each text counts, with a mean of 1.
    init(_ logits: [Float], labels: [Float], weights: [Double]) {
        var (a, b) = (1.0, 0.0)
        for _ in 0..<Self.steps {
            var gradient = (a: Self.prior * (a - 1), b: Self.prior * b)
            var hessian = (aa: Self.prior, ab: 0.0, bb: Self.prior)
            for (index, logit) in logits.enumerated() {
                let z = Double(logit)
                let p = 1 / (1 + exp(-(a * z + b)))
                let (error, curve) = (
                    weights[index] * (p - Double(labels[index])), weights[index] * p * (1 - p)
                )
                gradient.a += error * z
                gradient.b += error
                hessian.aa += curve * z * z
                hessian.ab += curve * z
                hessian.bb += curve
            }
            let determinant = hessian.aa * hessian.bb - hessian.ab * hessian.ab
            guard determinant > 1e-12 else { break }
            let move = (
                a: (hessian.bb * gradient.a - hessian.ab * gradient.b) / determinant,
                b: (hessian.aa * gradient.b - hessian.ab * gradient.a) / determinant
            )
            // Newton's steps may overshoot far from the minimum.
            a -= min(max(move.a, -1), 1)
            b -= min(max(move.b, -1), 1)
            if max(move.a.magnitude, move.b.magnitude) < 1e-6 { break }
        }
        factor = Float(a)
        shift = Float(b)
    }
}

extension RiskNet {
    /// The same head with each logit z in the place of a z + b.
    func calibrated(by scales: [PlattScale]) -> RiskNet {
        precondition(scales.count == output.weight.rows)
        var net = self
        let width = output.weight.columns
        for (row, scale) in scales.enumerated() {
            for column in 0..<width { net.output.weight.values[row * width + column] *= scale.factor }
            net.output.bias[row] = net.output.bias[row] * scale.factor + scale.shift
        }
        return net
    }
}
