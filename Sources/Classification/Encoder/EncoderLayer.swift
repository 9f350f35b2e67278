import Kernels

/// One layer: self-attention, then the feed-forward net, each with its residual and norm.
struct EncoderLayer: Sendable {
    private let heads: Int
    /// Query, key and value as one product.
    private let queryKeyValue: Linear
    private let attentionOutput: Linear
    private let attentionNorm: LayerNorm
    private let expand: Linear
    private let contract: Linear
    private let outputNorm: LayerNorm

    init(_ source: any TensorSource, _ name: String, shape: EncoderShape) throws(WeightsError) {
        let width = shape.width
        heads = shape.heads
        var weight: [Float] = []
        var bias: [Float] = []
        for part in ["query", "key", "value"] {
            weight += try source.tensor("\(name).attention.self.\(part).weight", shape: [width, width])
            bias += try source.tensor("\(name).attention.self.\(part).bias", shape: [width])
        }
        queryKeyValue = Linear(weight: weight, bias: bias, inputs: width, outputs: 3 * width)
        attentionOutput = try Linear(source, "\(name).attention.output.dense", inputs: width, outputs: width)
        attentionNorm = try LayerNorm(source, "\(name).attention.output.LayerNorm", width: width)
        expand = try Linear(source, "\(name).intermediate.dense", inputs: width, outputs: shape.intermediate)
        contract = try Linear(source, "\(name).output.dense", inputs: shape.intermediate, outputs: width)
        outputNorm = try LayerNorm(source, "\(name).output.LayerNorm", width: width)
    }

    func callAsFunction(_ x: Matrix, offsets: [Int]) -> Matrix {
        var attended = attentionOutput(attention(queryKeyValue(x), offsets: offsets))
        attentionNorm.apply(to: &attended, adding: x)
        var expanded = expand(attended)
        gelu(&expanded.values)
        var y = contract(expanded)
        outputNorm.apply(to: &y, adding: attended)
        return y
    }

    /// Multi-head attention of each text over itself; `packed` holds query, key and value side by side.
    private func attention(_ packed: Matrix, offsets: [Int]) -> Matrix {
        let width = packed.columns / 3
        let headWidth = width / heads
        var out = Matrix(rows: packed.rows, columns: width)
        let longest = zip(offsets, offsets.dropFirst()).map { $1 - $0 }.max() ?? 0
        var scratch = [Float](repeating: 0, count: kernels_attention_scratch(longest, headWidth))
        unsafe packed.values.withUnsafeBufferPointer { source in
            unsafe out.values.withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                for (start, end) in zip(offsets, offsets.dropFirst()) {
                    for head in 0..<heads {
                        // Rows start ..< end and the head's columns are inside both matrices; scratch is as
                        // the kernel asks for the longest text.
                        let q = unsafe from + start * packed.columns + head * headWidth
                        unsafe kernels_attention(
                            q, q + width, q + 2 * width, packed.columns,
                            to + start * width + head * headWidth,
                            width, end - start, headWidth, &scratch)
                    }
                }
            }
        }
        return out
    }
}
