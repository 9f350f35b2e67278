import Kernels

/// y = W x + b, with W packed for the kernels.
struct Linear: Sendable {
    let inputs: Int
    let outputs: Int
    private let packed: [Float]
    private let bias: [Float]

    /// - Parameter weight: `outputs` × `inputs`, row-major.
    init(weight: [Float], bias: [Float], inputs: Int, outputs: Int) {
        precondition(weight.count == inputs * outputs && bias.count == outputs)
        self.inputs = inputs
        self.outputs = outputs
        self.bias = bias
        // The source has inputs × outputs elements, the target kernels_packed_size of them.
        packed = unsafe [Float](unsafeUninitializedCapacity: kernels_packed_size(inputs, outputs)) {
            out, count in
            if let target = out.baseAddress {
                unsafe kernels_pack(weight, 1, inputs, inputs, outputs, target)
            }
            count = kernels_packed_size(inputs, outputs)
        }
    }

    /// Applies the layer to each row of `x` (rows × inputs).
    func callAsFunction(_ x: Matrix) -> Matrix {
        precondition(x.columns == inputs)
        var y = Matrix(rows: x.rows, columns: outputs)
        guard x.rows > 0 else { return y }
        // x has x.rows × inputs elements, y has x.rows × outputs; the arrays do not overlap.
        unsafe kernels_product(x.values, inputs, packed, bias, &y.values, outputs, x.rows, inputs, outputs)
        return y
    }
}

/// Layer normalisation (Ba, Kiros and Hinton 2016) with a gain and a bias per column.
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
