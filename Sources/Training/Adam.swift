import Kernels

/// Adam (Kingma and Ba 2015, algorithm 1) over several arrays of parameters.
struct Adam {
    private static let beta1: Float = 0.9
    private static let beta2: Float = 0.999
    private static let epsilon: Float = 1e-8

    private var means: [[Float]] = []
    private var variances: [[Float]] = []
    private var power1: Float = 1
    private var power2: Float = 1

    /// Moves `parameters` one step; arrays must come in the same order at every step.
    mutating func step(_ parameters: inout [[Float]], gradients: [[Float]], rate: Float) {
        precondition(parameters.count == gradients.count)
        if means.isEmpty {
            means = parameters.map { [Float](repeating: 0, count: $0.count) }
            variances = means
        }
        power1 *= Self.beta1
        power2 *= Self.beta2
        for index in parameters.indices {
            let count = parameters[index].count
            precondition(gradients[index].count == count)
            // All four arrays have `count` elements.
            unsafe kernels_adam(
                &parameters[index], gradients[index], &means[index], &variances[index], rate,
                Self.beta1, Self.beta2, 1 - power1, 1 - power2, Self.epsilon, count)
        }
    }
}
