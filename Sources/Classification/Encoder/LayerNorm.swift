import Kernels

/// Layer normalization (Ba, Kiros and Hinton 2016) with a gain and a bias per column.
struct LayerNorm: Sendable {
    let gain: [Float]
    let bias: [Float]
    let epsilon: Float

    /// x ← LayerNorm(x + residual).
    func apply(to x: inout Matrix, adding residual: Matrix? = nil) {
        precondition(x.columns == gain.count && (residual.map { $0.values.count == x.values.count } ?? true))
        // All arrays have rows × columns or columns elements, checked above.
        if let residual {
            unsafe kernels_layer_norm(&x.values, residual.values, gain, bias, epsilon, x.rows, x.columns)
        } else {
            unsafe kernels_layer_norm(&x.values, nil, gain, bias, epsilon, x.rows, x.columns)
        }
    }
}

extension LayerNorm {
    /// BERT's own.
    private static let epsilon: Float = 1e-12

    init(_ source: any TensorSource, _ name: String, width: Int) throws(WeightsError) {
        self.init(
            gain: try source.tensor("\(name).weight", shape: [width]),
            bias: try source.tensor("\(name).bias", shape: [width]), epsilon: Self.epsilon)
    }
}
