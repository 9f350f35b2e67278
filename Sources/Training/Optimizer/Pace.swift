import Classification
import Kernels

/// How fast parameters move over a run: up and down again, faster above the layers and slower below, and
/// never by more than a step may.
struct Pace {
    /// The highest rate of the top layer.
    let peak: Float
    /// The rate of what belongs to no layer, as a multiple of that of the top layer.
    let headRate: Float
    /// The rate of a layer, as a multiple of that of the layer above it.
    let layerDecay: Float
    /// The depth of the top layer.
    let top: Int
    /// The share of the steps over which the rate rises from 0.
    let warmUp: Float
    /// How much of a weight is taken off a step, as a share of the rate.
    let weightDecay: Float
    /// The largest norm of a step's gradients.
    let clip: Float

    /// Rises in a straight line over the warm-up, then falls to 0.
    ///
    /// - Parameter fraction: The share of the run that is done.
    func rate(at fraction: Float) -> Float {
        peak * (fraction < warmUp ? (fraction + 1e-4) / warmUp : (1 - fraction) / (1 - warmUp))
    }

    /// Clips the gradients and moves the parameters, each at the rate of its depth.
    func step<Parameters: ParameterSet>(
        _ parameters: inout Parameters, _ adam: inout Adam, gradients: Parameters, rate: Float,
        _ compute: Compute
    ) {
        let norm = compute.norm(of: gradients)
        adam.step(
            &parameters, gradients: gradients, scale: norm > clip ? clip / norm : 1, decay: weightDecay,
            compute
        ) { role in
            guard let depth = role.depth else { return rate * headRate }
            return rate * (0..<top - depth).reduce(1) { rate, _ in rate * layerDecay }
        }
    }
}

extension ParameterSet {
    /// average ← decay · average + (1 − decay) · parameters.
    ///
    /// A shorter memory at first, so that the start is forgotten. What the average leaves out stays out.
    mutating func approach(_ parameters: Self, decay: Float, after steps: Int, _ compute: Compute) {
        let decay = min(decay, Float(steps) / Float(steps + 10))
        forEach(with: parameters) { _, average, value in
            guard !average.isEmpty else { return }
            compute.approach(&average, value, share: 1 - decay)
        }
    }
}

extension Compute {
    /// The Euclidean norm of all gradients together.
    func norm<Parameters: ParameterSet>(of gradients: Parameters) -> Float {
        var copy = gradients
        var squares: Double = 0
        copy.forEach(with: gradients) { _, _, gradient in
            // The kernel reads gradient.count elements of one array twice.
            squares += Double(unsafe kernels_dot(gradient, gradient, gradient.count))
        }
        return Float(squares.squareRoot())
    }
}
