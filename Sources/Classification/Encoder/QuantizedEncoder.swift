import Domain
import Kernels

// The encoder of ReferenceEncoder.swift with int8 products. All steps work in place on one `Workspace`;
// several threads can do a pass together, each its part of every step, with a barrier between steps:
//
//   qkv     = q(x) W              columns        a = attention(qkv)      heads of texts
//   q(a)                          rows           u = q(a) W              columns
//   x, q(x) = LayerNorm(u + x)    rows           e = GELU(q(x) W)        columns
//   q(e)                          rows           u = q(e) W              columns
//   x, q(x) = LayerNorm(u + x)    rows
//
// Sums of products are exact and every row is quantized by itself, so that a text's hidden states depend on
// the text alone, bit for bit, whatever the batch and the threads.

/// A transformer encoder with int8 products; a value that any number of threads may share.
struct QuantizedEncoder: Sendable {
    let shape: EncoderShape
    /// Nil for layers that begin with the states of others.
    private let embeddings: Embeddings?
    private let layers: [QuantizedEncoderLayer]

    /// Nil when the source's matrices are not int8, or heads are not whole vectors wide.
    init?(source: any TensorSource, shape: EncoderShape) throws(WeightsError) {
        try self.init(
            layersOf: source, "encoder.", shape: shape,
            embeddings: try Embeddings(source: source, shape: shape))
    }

    /// Reads layers whose tensors' names begin with `prefix`; nil as above.
    ///
    /// - Parameter embeddings: Without them the layers need the states of others to begin with.
    init?(
        layersOf source: any TensorSource, _ prefix: String, shape: EncoderShape,
        embeddings: Embeddings? = nil
    ) throws(WeightsError) {
        guard shape.width / shape.heads % 16 == 0 else { return nil }
        self.shape = shape
        self.embeddings = embeddings
        var layers: [QuantizedEncoderLayer] = []
        for index in 0..<shape.layers {
            guard let layer = try QuantizedEncoderLayer(source, "\(prefix)layer.\(index)", shape: shape)
            else {
                return nil
            }
            layers.append(layer)
        }
        self.layers = layers
    }

    /// Leaves the hidden state of every token of the texts `range` after a stage in `workspace.hidden`, one
    /// row a token, and the means that the stage asks for in `workspace.means`.
    ///
    /// Called by all members of a part with the same workspace, which has been reserved; `barrier` waits for
    /// all.
    func run(
        _ batch: TokenBatch, texts range: Range<Int>, _ stage: Stage, workspace: Workspace, part: Part,
        profile: Profile = .none, barrier: () -> Void
    ) {
        let first = batch.offsets[range.lowerBound]
        let offsets = (range.lowerBound...range.upperBound).map { batch.offsets[$0] - first }
        let step = QuantizedStep(
            workspace: workspace, offsets: offsets, shape: shape, part: part,
            rows: part.range(of: offsets[offsets.count - 1]), profile: profile)
        // This part's rows are inside the reserved hidden states.
        let target = unsafe UnsafeMutableBufferPointer(
            start: workspace.hidden.start + step.rows.lowerBound * shape.width,
            count: step.rows.count * shape.width)
        if let states = stage.states {
            let start = (first + step.rows.lowerBound) * shape.width
            unsafe _ = target.update(fromContentsOf: states.values[start..<start + target.count])
            step.quantize(workspace.hidden, columns: shape.width)
        } else if let embeddings {
            unsafe embeddings.embed(batch, texts: range, rows: step.rows, to: target)
            step.normalize(embeddings.norm, residual: nil)
        } else {
            preconditionFailure("layers without embeddings need states to begin with")
        }
        barrier()
        for index in stage.layers {
            layers[index](step, barrier: barrier)
            // The next layer writes no hidden state before a barrier that all parts reach.
            if let place = stage.means.firstIndex(of: index + 1) {
                step.average(place: place, of: stage.means.count)
            }
        }
        if !stage.means.isEmpty { barrier() }
    }
}

/// Some of the encoder's layers.
struct Stage: Sendable {
    let layers: Range<Int>
    /// The states of all tokens of a batch before these layers; nil before the first.
    var states: Matrix?
    /// Layers of the stage, counted from 1, behind which the mean state of each text is kept.
    var means: [Int] = []

    static func whole(_ shape: EncoderShape) -> Stage { Stage(layers: 0..<shape.layers) }
}

/// What one thread needs to do its part of a layer's steps.
struct QuantizedStep {
    let workspace: Workspace
    let offsets: [Int]
    let shape: EncoderShape
    let part: Part
    /// This part of the rows.
    let rows: Range<Int>
    let profile: Profile

    private var stride: Int { kernels_int8_stride(shape.intermediate) }

    /// The quantized activations of all rows.
    // The workspace was reserved for as many rows as the offsets have.
    var quantized: KernelsInt8Rows {
        unsafe KernelsInt8Rows(
            bytes: workspace.bytes.start, stride: stride, scales: workspace.scales.start,
            rows: offsets[offsets.count - 1])
    }

    /// Quantizes this part's rows of `source`, which has `columns` columns.
    func quantize(_ source: Buffer<Float>, columns: Int) {
        // The rows are inside the buffers, which were reserved for all rows of the widest kind.
        unsafe kernels_int8_quantize(
            source.start + rows.lowerBound * columns, columns, rows.count, columns,
            workspace.bytes.start + rows.lowerBound * stride, stride,
            workspace.scales.start + rows.lowerBound)
    }

    /// hidden ← LayerNorm(residual + hidden), and quantized, in this part's rows.
    func normalize(_ norm: LayerNorm, residual: Buffer<Float>?) {
        let place = rows.lowerBound * shape.width
        // The rows are inside the buffers; gain and bias are as long as a row.
        unsafe kernels_int8_layer_norm(
            workspace.hidden.start + place, residual.map { unsafe $0.start + place }, norm.gain, norm.bias,
            norm.epsilon, rows.count, shape.width, workspace.bytes.start + rows.lowerBound * stride, stride,
            workspace.scales.start + rows.lowerBound)
    }

    /// means ← the mean state of each of this part's texts, the `place`th of `count` in a row.
    func average(place: Int, of count: Int) {
        for text in part.range(of: offsets.count - 1) {
            let rows = AttentionPooling.pooledRows(of: offsets[text]..<offsets[text + 1])
            let target = unsafe workspace.means.start + (text * count + place) * shape.width
            unsafe target.update(repeating: 0, count: shape.width)
            for row in rows {
                // Row `row` is inside the hidden states; `means` was reserved for all texts.
                unsafe kernels_add_scaled(
                    target, workspace.hidden.start + row * shape.width, 1 / Float(rows.count), shape.width)
            }
        }
    }

    /// update ← attention of query, key and value: this part of the heads of all texts.
    func attend() {
        let headWidth = shape.width / shape.heads
        let stride = 3 * shape.width
        for item in part.range(of: (offsets.count - 1) * shape.heads) {
            let (text, head) = (item / shape.heads, item % shape.heads)
            let (start, end) = (offsets[text], offsets[text + 1])
            // Rows start ..< end and the head's columns are inside both matrices; each part has scratch of
            // its own.
            let query = unsafe workspace.queryKeyValue.start + start * stride + head * headWidth
            unsafe kernels_int8_attention(
                query, query + shape.width, query + 2 * shape.width, stride,
                workspace.update.start + start * shape.width + head * headWidth, shape.width, end - start,
                headWidth, workspace.scratch.start + part.member * workspace.scratchSize)
        }
    }
}

/// One layer of `EncoderLayer` with int8 products.
struct QuantizedEncoderLayer: Sendable {
    private let queryKeyValue: [QuantizedLinear]
    private let attentionOutput: QuantizedLinear
    private let attentionNorm: LayerNorm
    private let expand: QuantizedLinear
    private let contract: QuantizedLinear
    private let outputNorm: LayerNorm

    init?(_ source: any TensorSource, _ name: String, shape: EncoderShape) throws(WeightsError) {
        let (width, wide) = (shape.width, shape.intermediate)
        var queryKeyValue: [QuantizedLinear] = []
        for part in ["query", "key", "value"] {
            guard
                let linear = try QuantizedLinear(
                    source, "\(name).attention.self.\(part)", inputs: width, outputs: width)
            else { return nil }
            queryKeyValue.append(linear)
        }
        guard
            let attentionOutput = try QuantizedLinear(
                source, "\(name).attention.output.dense", inputs: width, outputs: width),
            let expand = try QuantizedLinear(
                source, "\(name).intermediate.dense", inputs: width, outputs: wide),
            let contract = try QuantizedLinear(source, "\(name).output.dense", inputs: wide, outputs: width)
        else { return nil }
        self.queryKeyValue = queryKeyValue
        self.attentionOutput = attentionOutput
        self.expand = expand
        self.contract = contract
        attentionNorm = try LayerNorm(source, "\(name).attention.output.LayerNorm", width: width)
        outputNorm = try LayerNorm(source, "\(name).output.LayerNorm", width: width)
    }

    /// From hidden states, also quantized, to hidden states, also quantized.
    func callAsFunction(_ step: QuantizedStep, barrier: () -> Void) {
        let workspace = step.workspace
        let (width, wide) = (step.shape.width, step.shape.intermediate)
        // All targets were reserved for as many rows as the step has, of the stride given here.
        func perform(_ kind: LayerStep, _ body: () -> Void) {
            step.profile.measure(kind, body)
            barrier()
        }
        perform(.queryKeyValue) {
            for (index, linear) in queryKeyValue.enumerated() {
                unsafe linear.apply(
                    step.quantized, to: workspace.queryKeyValue.start + index * width, stride: 3 * width,
                    part: step.part)
            }
        }
        perform(.attention) { step.attend() }
        perform(.quantization) { step.quantize(workspace.update, columns: width) }
        perform(.attentionOutput) {
            unsafe attentionOutput.apply(
                step.quantized, to: workspace.update.start, stride: width, part: step.part)
        }
        perform(.norms) { step.normalize(attentionNorm, residual: workspace.update) }
        perform(.expansion) {
            unsafe expand.apply(
                step.quantized, to: workspace.expanded.start, stride: wide, part: step.part, gelu: true)
        }
        perform(.quantization) { step.quantize(workspace.expanded, columns: wide) }
        perform(.contraction) {
            unsafe contract.apply(
                step.quantized, to: workspace.update.start, stride: width, part: step.part)
        }
        perform(.norms) { step.normalize(outputNorm, residual: workspace.update) }
    }
}
