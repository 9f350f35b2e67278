public import Domain
import Kernels

// The BERT encoder (Devlin et al. 2019; Vaswani et al. 2017), post-norm, over packed texts without padding:
//
//   x = LayerNorm(word + position + type)
//   per layer:  a = softmax(Q Kᵀ / √d) V per head     x = LayerNorm(x + a W + b)
//               f = GELU(x W + b) W + b                x = LayerNorm(x + f)

/// The sizes of an encoder.
public struct EncoderShape: Sendable, Equatable, Codable {
    public let layers: Int
    public let width: Int
    public let heads: Int
    /// Width of the feed-forward layer between its two products.
    public let intermediate: Int
    public let vocabulary: Int
    /// The longest text in tokens, the frame included.
    public let positions: Int

    public init(layers: Int, width: Int, heads: Int, intermediate: Int, vocabulary: Int, positions: Int) {
        self.layers = layers
        self.width = width
        self.heads = heads
        self.intermediate = intermediate
        self.vocabulary = vocabulary
        self.positions = positions
    }

    /// The sizes of all-MiniLM-L6-v2, after Wang and others 2020.
    public static let miniLM = EncoderShape(
        layers: 6, width: 384, heads: 12, intermediate: 1536, vocabulary: 30522, positions: 512)

    /// The same sizes with fewer layers.
    package func cut(to layers: Int) -> EncoderShape {
        EncoderShape(
            layers: min(layers, self.layers), width: width, heads: heads, intermediate: intermediate,
            vocabulary: vocabulary, positions: positions)
    }

    /// Whether the sizes can be those of an encoder.
    var isValid: Bool {
        [layers, width, heads, intermediate, vocabulary, positions].allSatisfy { (1...1 << 20).contains($0) }
            && layers <= 64 && width % heads == 0
    }
}

/// A transformer encoder; a value that any number of threads may share.
public struct Encoder: Sendable {
    public let shape: EncoderShape
    private let embeddings: Embeddings
    private let layers: [EncoderLayer]

    /// Reads an encoder under the names that Hugging Face's BertModel gives its tensors.
    public init(safetensors: Safetensors, shape: EncoderShape) throws(WeightsError) {
        try self.init(source: safetensors, shape: shape)
    }

    init(source: any TensorSource, shape: EncoderShape) throws(WeightsError) {
        self.shape = shape
        embeddings = try Embeddings(source: source, shape: shape)
        var layers: [EncoderLayer] = []
        for index in 0..<shape.layers {
            layers.append(
                try EncoderLayer(source, "encoder.layer.\(index)", shape: shape))
        }
        self.layers = layers
    }

    /// The last hidden state of every token of the texts `range` of a batch, one row a token.
    ///
    /// Texts must not be longer than `shape.positions`. Results do not depend on which texts go together.
    public func hiddenStates(of batch: TokenBatch, texts range: Range<Int>) -> Matrix {
        let offsets = (range.lowerBound...range.upperBound).map {
            batch.offsets[$0] - batch.offsets[range.lowerBound]
        }
        let rows = offsets[offsets.count - 1]
        var x = Matrix(rows: rows, columns: shape.width)
        // The matrix has as many rows as the texts have tokens.
        unsafe x.values.withUnsafeMutableBufferPointer {
            unsafe embeddings.embed(batch, texts: range, rows: 0..<rows, to: $0)
        }
        embeddings.norm.apply(to: &x)
        for layer in layers { x = layer(x, offsets: offsets) }
        return x
    }
}

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
                        // Rows start ..< end and the head's columns lie inside both matrices; scratch is as the
                        // kernel asks for the longest text.
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

/// x ← GELU(x), element by element.
func gelu(_ values: inout [Float]) {
    // The kernel reads and writes values.count elements.
    unsafe kernels_gelu(&values, values.count)
}

extension Linear {
    /// Reads `name.weight` (outputs × inputs) and `name.bias`.
    init(_ source: any TensorSource, _ name: String, inputs: Int, outputs: Int) throws(WeightsError) {
        self.init(
            weight: try source.tensor("\(name).weight", shape: [outputs, inputs]),
            bias: try source.tensor("\(name).bias", shape: [outputs]), inputs: inputs, outputs: outputs)
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
