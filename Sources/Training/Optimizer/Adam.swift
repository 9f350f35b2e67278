import Kernels

/// AdamW: Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov and Hutter 2019).
struct Adam: Sendable {
    private static let beta1: Float = 0.9
    private static let beta2: Float = 0.999
    private static let epsilon: Float = 1e-8

    /// First and second moments in the order of the parameters' visit; arrays that are never trained stay
    /// empty.
    var means: [[Float]] = []
    var variances: [[Float]] = []
    /// Steps taken.
    var steps = 0

    /// Moves `parameters` one step.
    ///
    /// - Parameters:
    ///   - scale: What the gradients are multiplied by, for clipping.
    ///   - rate: The learning rate of an array by its role; arrays without a gradient stay.
    mutating func step<Parameters: ParameterSet>(
        _ parameters: inout Parameters, gradients: Parameters, scale: Float, decay: Float,
        _ compute: Compute,
        rate: (ParameterRole) -> Float
    ) {
        steps += 1
        let correction1 = 1 - power(Self.beta1, steps)
        let correction2 = 1 - power(Self.beta2, steps)
        var index = 0
        parameters.forEach(with: gradients) { role, values, gradient in
            if means.count == index {
                means.append([Float](repeating: 0, count: gradient.count))
                variances.append([Float](repeating: 0, count: gradient.count))
            }
            defer { index += 1 }
            guard !gradient.isEmpty else { return }
            precondition(values.count == gradient.count && means[index].count == gradient.count)
            let rate = rate(role)
            let count = values.count
            unsafe values.withUnsafeMutableBufferPointer { values in
                unsafe means[index].withUnsafeMutableBufferPointer { mean in
                    unsafe variances[index].withUnsafeMutableBufferPointer { variance in
                        unsafe gradient.withUnsafeBufferPointer { gradient in
                            guard let w = values.baseAddress, let m = mean.baseAddress,
                                let v = variance.baseAddress, let g = gradient.baseAddress
                            else { return }
                            compute.split(count) { part in
                                // All four arrays have `count` elements; parts do not overlap.
                                let start = part.lowerBound
                                unsafe kernels_adam(
                                    w + start, g + start, m + start, v + start, rate, Self.beta1, Self.beta2,
                                    correction1, correction2, Self.epsilon, role.decays ? decay : 0, scale,
                                    part.count)
                            }
                        }
                    }
                }
            }
        }
    }

    private func power(_ base: Float, _ exponent: Int) -> Float {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}
