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

extension Linear {
    /// Reads `name.weight` (outputs × inputs) and `name.bias`.
    init(_ source: any TensorSource, _ name: String, inputs: Int, outputs: Int) throws(WeightsError) {
        self.init(
            weight: try source.tensor("\(name).weight", shape: [outputs, inputs]),
            bias: try source.tensor("\(name).bias", shape: [outputs]), inputs: inputs, outputs: outputs)
    }
}

/// x ← GELU(x), element by element.
func gelu(_ values: inout [Float]) {
    // The kernel reads and writes values.count elements.
    unsafe kernels_gelu(&values, values.count)
}
