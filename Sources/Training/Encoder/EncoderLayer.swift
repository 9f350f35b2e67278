import Classification
import Kernels

// One layer of the encoder (Vaswani et al. 2017, 3.1), post-norm, over packed texts without padding:
//
//   a = x + dropout(softmax(Q Kᵀ / √d) V W + b)        x₁ = LayerNorm(a)
//   f = x₁ + dropout(GELU(x₁ W + b) W + b)             x₂ = LayerNorm(f)

/// What the forward pass of a layer keeps for the backward pass.
struct LayerTrace {
    /// x.
    let input: Matrix
    /// Q, K and V side by side.
    let packed: Matrix
    /// softmax(Q Kᵀ / √d) V, the heads side by side.
    let context: Matrix
    /// a.
    let attendedSum: Matrix
    /// x₁.
    let attended: Matrix
    /// x₁ W + b, before GELU.
    let expandedInput: Matrix
    let expanded: Matrix
    /// f.
    let outputSum: Matrix
}

/// The texts of a batch and what chance does to them.
struct LayerContext {
    /// Bounds of the texts among the rows.
    let offsets: [Int]
    let heads: Int
    let dropout: Float
    /// Differs from layer to layer and from step to step.
    let seed: UInt64
}

extension LayerParameters {
    func forward(_ x: Matrix, _ context: LayerContext, _ compute: Compute) -> (
        output: Matrix, trace: LayerTrace
    ) {
        let packed = compute(queryKeyValue, x)
        let attention = compute.attention(packed, context)
        var attendedSum = compute(attentionOutput, attention)
        compute.dropout(&attendedSum, rate: context.dropout, seed: context.seed)
        compute.add(x.values, to: &attendedSum.values)
        var attended = attendedSum
        compute.normalize(&attended, attentionNorm)

        let expandedInput = compute(expand, attended)
        var expanded = expandedInput
        compute.gelu(&expanded)
        var outputSum = compute(contract, expanded)
        compute.dropout(&outputSum, rate: context.dropout, seed: context.seed &+ 1)
        compute.add(attended.values, to: &outputSum.values)
        var output = outputSum
        compute.normalize(&output, outputNorm)
        let trace = LayerTrace(
            input: x, packed: packed, context: attention, attendedSum: attendedSum, attended: attended,
            expandedInput: expandedInput, expanded: expanded, outputSum: outputSum)
        return (output, trace)
    }

    /// The gradients of the parameters and of x, from that of the output.
    func backward(
        _ outputGradient: Matrix, _ trace: LayerTrace, _ context: LayerContext, _ compute: Compute
    ) -> (parameters: LayerParameters, input: Matrix) {
        var sum = outputGradient
        let outputNorm = compute.normalizeBackward(&sum, input: trace.outputSum, self.outputNorm)
        var branch = sum
        compute.dropout(&branch, rate: context.dropout, seed: context.seed &+ 1)
        let contract = compute.backward(self.contract, input: trace.expanded, gradient: branch)
        var expanded = compute.product(branch, self.contract.weight)
        compute.geluBackward(&expanded, input: trace.expandedInput)
        let expand = compute.backward(self.expand, input: trace.attended, gradient: expanded)
        var attended = compute.product(expanded, self.expand.weight)
        compute.add(sum.values, to: &attended.values)

        let attentionNorm = compute.normalizeBackward(
            &attended, input: trace.attendedSum, self.attentionNorm)
        branch = attended
        compute.dropout(&branch, rate: context.dropout, seed: context.seed)
        let attentionOutput = compute.backward(self.attentionOutput, input: trace.context, gradient: branch)
        let packed = compute.attentionBackward(
            compute.product(branch, self.attentionOutput.weight), packed: trace.packed, context)
        let queryKeyValue = compute.backward(self.queryKeyValue, input: trace.input, gradient: packed)
        var input = compute.product(packed, self.queryKeyValue.weight)
        compute.add(attended.values, to: &input.values)
        let parameters = LayerParameters(
            queryKeyValue: queryKeyValue, attentionOutput: attentionOutput, attentionNorm: attentionNorm,
            expand: expand, contract: contract, outputNorm: outputNorm)
        return (parameters, input)
    }
}

extension Compute {
    /// Multi-head attention of each text over itself; `packed` holds Q, K and V side by side.
    func attention(_ packed: Matrix, _ context: LayerContext) -> Matrix {
        let width = packed.columns / 3
        let headWidth = width / context.heads
        return unsafe Matrix(rows: packed.rows, columns: width) { out in
            unsafe packed.values.withUnsafeBufferPointer { values in
                guard let from = values.baseAddress else { return }
                split(context.offsets.count - 1) { texts in
                    var scratch = Self.scratch(context, texts, headWidth: headWidth)
                    for text in texts {
                        let (start, end) = (context.offsets[text], context.offsets[text + 1])
                        for head in 0..<context.heads {
                            // Rows start ..< end and the head's columns are inside both matrices; scratch is
                            // as the kernel asks for the longest text.
                            let q = unsafe from + start * packed.columns + head * headWidth
                            unsafe kernels_attention(
                                q, q + width, q + 2 * width, packed.columns,
                                out + start * width + head * headWidth,
                                width, end - start, headWidth, &scratch)
                        }
                    }
                }
            }
        }
    }

    /// The gradients of Q, K and V side by side, from that of the attention's output.
    func attentionBackward(_ gradient: Matrix, packed: Matrix, _ context: LayerContext) -> Matrix {
        let width = packed.columns / 3
        let headWidth = width / context.heads
        var packedGradient = Matrix(rows: packed.rows, columns: packed.columns)
        unsafe packedGradient.values.withUnsafeMutableBufferPointer { target in
            unsafe packed.values.withUnsafeBufferPointer { values in
                unsafe gradient.values.withUnsafeBufferPointer { gradients in
                    guard let from = values.baseAddress, let to = target.baseAddress,
                        let outputs = gradients.baseAddress
                    else { return }
                    split(context.offsets.count - 1) { texts in
                        var scratch = Self.scratch(context, texts, headWidth: headWidth)
                        for text in texts {
                            let (start, end) = (context.offsets[text], context.offsets[text + 1])
                            for head in 0..<context.heads {
                                // As in `attention`; texts and heads write to places of their own.
                                let place = start * packed.columns + head * headWidth
                                let (q, dq) = unsafe (from + place, to + place)
                                unsafe kernels_attention_backward(
                                    q, q + width, q + 2 * width, packed.columns,
                                    outputs + start * width + head * headWidth, width, dq, dq + width,
                                    dq + 2 * width, end - start, headWidth, &scratch)
                            }
                        }
                    }
                }
            }
        }
        return packedGradient
    }

    /// Room for one head over the longest of the texts.
    private static func scratch(_ context: LayerContext, _ texts: Range<Int>, headWidth: Int) -> [Float] {
        let longest = texts.map { context.offsets[$0 + 1] - context.offsets[$0] }.max() ?? 0
        return [Float](repeating: 0, count: kernels_attention_scratch(longest, headWidth))
    }
}
