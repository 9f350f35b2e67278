public import Domain

// The BERT encoder (Devlin et al. 2019; Vaswani et al. 2017), post-norm, over packed texts without padding:
//
//   x = LayerNorm(word + position + type)
//   per layer:  a = softmax(Q Kᵀ / √d) V per head     x = LayerNorm(x + a W + b)
//               f = GELU(x W + b) W + b                x = LayerNorm(x + f)

/// A transformer encoder with products in fp32, the reference path.
///
/// A value that any number of threads may share.
public struct ReferenceEncoder: Sendable {
    /// The sizes of the encoder.
    public let shape: EncoderShape
    /// Nil for layers that begin with the states of others.
    private let embeddings: Embeddings?
    private let layers: [EncoderLayer]

    /// Reads an encoder under the names that Hugging Face's BertModel gives its tensors.
    public init(safetensors: Safetensors, shape: EncoderShape) throws(WeightsError) {
        try self.init(source: safetensors, shape: shape)
    }

    init(source: any TensorSource, shape: EncoderShape) throws(WeightsError) {
        try self.init(
            layersOf: source, "encoder.", shape: shape,
            embeddings: try Embeddings(source: source, shape: shape))
    }

    /// Reads layers whose tensors' names begin with `prefix`.
    ///
    /// - Parameter embeddings: Without them the layers need the states of others to begin with.
    init(
        layersOf source: any TensorSource, _ prefix: String, shape: EncoderShape,
        embeddings: Embeddings? = nil
    ) throws(WeightsError) {
        self.shape = shape
        self.embeddings = embeddings
        var layers: [EncoderLayer] = []
        for index in 0..<shape.layers {
            layers.append(
                try EncoderLayer(source, "\(prefix)layer.\(index)", shape: shape))
        }
        self.layers = layers
    }

    /// The last hidden state of every token of the texts `range` of a batch, one row a token.
    ///
    /// Texts must not be longer than `shape.positions`. Results do not depend on which texts go together.
    public func hiddenStates(of batch: TokenBatch, texts range: Range<Int>) -> Matrix {
        encoded(of: batch, texts: range, .whole(shape)).hidden
    }

    /// What a stage leaves of the texts `range` of a batch.
    func encoded(of batch: TokenBatch, texts range: Range<Int>, _ stage: Stage) -> EncodedTexts {
        let offsets = (range.lowerBound...range.upperBound).map {
            batch.offsets[$0] - batch.offsets[range.lowerBound]
        }
        var x = embedded(batch, texts: range, stage)
        var means = Matrix(rows: range.count, columns: stage.means.count * shape.width)
        for index in stage.layers {
            x = layers[index](x, offsets: offsets)
            guard let place = stage.means.firstIndex(of: index + 1) else { continue }
            for text in 0..<range.count {
                let rows = AttentionPooling.pooledRows(of: offsets[text]..<offsets[text + 1])
                let share = [Float](repeating: 1 / Float(rows.count), count: rows.count)
                let start = (text * stage.means.count + place) * shape.width
                means.values.replaceSubrange(
                    start..<start + shape.width, with: x.mean(of: rows, weights: share))
            }
        }
        return EncodedTexts(hidden: x, means: means)
    }

    /// The states with which a stage begins.
    private func embedded(_ batch: TokenBatch, texts range: Range<Int>, _ stage: Stage) -> Matrix {
        let first = batch.offsets[range.lowerBound]
        let rows = batch.offsets[range.upperBound] - first
        if let states = stage.states {
            let values = states.values[first * shape.width..<(first + rows) * shape.width]
            return Matrix(rows: rows, columns: shape.width, values: Array(values))
        }
        guard let embeddings else {
            preconditionFailure("layers without embeddings need states to begin with")
        }
        var x = Matrix(rows: rows, columns: shape.width)
        // The matrix has as many rows as the texts have tokens.
        unsafe x.values.withUnsafeMutableBufferPointer {
            unsafe embeddings.embed(batch, texts: range, rows: 0..<rows, to: $0)
        }
        embeddings.norm.apply(to: &x)
        return x
    }
}
