import Kernels

/// y = W x + b with int8 weights and int8 activations.
struct QuantizedLinear: Sendable {
    let inputs: Int
    let outputs: Int
    private let weights: PackedWeights
    /// One a column, filled up to whole panels.
    private let sums: [Int32]
    private let scales: [Float]
    private let bias: [Float]

    /// Reads `name.weight` (outputs × inputs) and `name.bias`; nil when the weights are not int8.
    init?(_ source: any TensorSource, _ name: String, inputs: Int, outputs: Int) throws(WeightsError) {
        guard let packed = try source.packedMatrix("\(name).weight", shape: [outputs, inputs]) else {
            return nil
        }
        self.inputs = inputs
        self.outputs = outputs
        weights = packed.weights
        let panel = Int(KERNELS_INT8_PANEL)
        let columns = (outputs + panel - 1) / panel * panel
        let rest = [Float](repeating: 0, count: columns - outputs)
        scales = packed.scales + rest
        bias = try source.tensor("\(name).bias", shape: [outputs]) + rest
        let bytes = unsafe weights.bytes
        sums = unsafe [Int32](unsafeUninitializedCapacity: columns) { out, count in
            // The kernel reads the packed weights and writes a sum a column of whole panels.
            if let start = out.baseAddress {
                unsafe kernels_int8_column_sums(bytes, inputs, outputs, start)
            }
            count = columns
        }
    }

    /// Writes this part's columns of the product, or of its GELU, to `out`, which has `rows.rows` rows of
    /// `stride`.
    func apply(
        _ rows: KernelsInt8Rows, to out: UnsafeMutablePointer<Float>, stride: Int, part: Part,
        gelu: Bool = false
    ) {
        let columns = part.range(of: outputs, unit: Int(KERNELS_INT8_PANEL))
        // The arrays are as long as the kernel asks; `bytes` lives as long as `weights`.
        unsafe sums.withUnsafeBufferPointer { sums in
            unsafe scales.withUnsafeBufferPointer { scales in
                unsafe bias.withUnsafeBufferPointer { bias in
                    var matrix = unsafe KernelsInt8Matrix(
                        packed: weights.bytes, sums: sums.baseAddress, scales: scales.baseAddress,
                        bias: bias.baseAddress, k: inputs, n: outputs)
                    var rows = unsafe rows
                    unsafe kernels_int8_product(
                        &rows, &matrix, out, stride, columns.lowerBound, columns.upperBound, gelu ? 1 : 0)
                }
            }
        }
    }
}
