import Classification
import Domain
import Kernels

// The encoder in training: the same function as `ReferenceEncoder` of Classification computes, with what its
// backward pass needs.

/// What the forward pass of the encoder keeps for the backward pass.
struct EncoderTrace {
    /// Word + position + type (+ perturbation), before the norm.
    let embedded: Matrix
    let layers: [LayerTrace]
    let contexts: [LayerContext]
}

extension EncoderParameters {
    /// The last hidden states of a batch, a row a token.
    ///
    /// - Parameters:
    ///   - perturbation: Added to the word vectors, a row a token, for adversarial training.
    ///   - seed: Of the dropout; the same seed drops the same elements.
    func forward(
        _ batch: TokenBatch, heads: Int, perturbation: Matrix? = nil, dropout: Float, seed: UInt64,
        _ compute: Compute
    ) -> (hidden: Matrix, trace: EncoderTrace) {
        var embedded = embeddings.sum(batch)
        if let perturbation { compute.add(perturbation.values, to: &embedded.values) }
        var x = embedded
        compute.normalize(&x, embeddings.norm)
        compute.dropout(&x, rate: dropout, seed: seed)
        var traces: [LayerTrace] = []
        var contexts: [LayerContext] = []
        for (index, layer) in layers.enumerated() {
            let context = LayerContext(
                offsets: batch.offsets, heads: heads, dropout: dropout, seed: seed &+ UInt64(2 * index + 2))
            let (output, trace) = layer.forward(x, context, compute)
            x = output
            traces.append(trace)
            contexts.append(context)
        }
        return (x, EncoderTrace(embedded: embedded, layers: traces, contexts: contexts))
    }

    /// The gradients of the parameters, and of the sum of the embeddings a token.
    ///
    /// - Parameter trainsWords: Whether the gradient of the word vectors is wanted; without it `words` has no
    ///   rows.
    func backward(
        _ hiddenGradient: Matrix, _ trace: EncoderTrace, _ batch: TokenBatch, dropout: Float, seed: UInt64,
        trainsWords: Bool, _ compute: Compute
    ) -> (parameters: EncoderParameters, embedded: Matrix) {
        var gradient = hiddenGradient
        var layerGradients: [LayerParameters] = []
        for index in layers.indices.reversed() {
            let (parameters, input) = layers[index].backward(
                gradient, trace.layers[index], trace.contexts[index], compute)
            layerGradients.append(parameters)
            gradient = input
        }
        compute.dropout(&gradient, rate: dropout, seed: seed)
        let norm = compute.normalizeBackward(&gradient, input: trace.embedded, embeddings.norm)
        var embeddingGradients = embeddings.scatter(gradient, batch, trainsWords: trainsWords)
        embeddingGradients.norm = norm
        return (
            EncoderParameters(embeddings: embeddingGradients, layers: layerGradients.reversed()), gradient
        )
    }
}

extension EmbeddingParameters {
    /// Word + position + type of every token.
    func sum(_ batch: TokenBatch) -> Matrix {
        let width = words.columns
        var x = Matrix(rows: batch.ids.count, columns: width)
        for text in 0..<batch.count {
            for (position, token) in batch.range(of: text).enumerated() {
                addRow(Int(batch.ids[token]), of: words, toRow: token, of: &x)
                addRow(position, of: positions, toRow: token, of: &x)
                addRow(0, of: types, toRow: token, of: &x)
            }
        }
        return x
    }

    /// The gradients of the three tables from that of their sum; the norm's are zero.
    fileprivate func scatter(_ gradient: Matrix, _ batch: TokenBatch, trainsWords: Bool)
        -> EmbeddingParameters
    {
        let width = words.columns
        var result = EmbeddingParameters(
            words: Matrix(rows: trainsWords ? words.rows : 0, columns: width),
            positions: Matrix(rows: positions.rows, columns: width),
            types: Matrix(rows: types.rows, columns: width),
            norm: NormParameters(
                gain: [Float](repeating: 0, count: width), bias: [Float](repeating: 0, count: width)))
        for text in 0..<batch.count {
            for (position, token) in batch.range(of: text).enumerated() {
                if trainsWords {
                    addRow(token, of: gradient, toRow: Int(batch.ids[token]), of: &result.words)
                }
                addRow(token, of: gradient, toRow: position, of: &result.positions)
                addRow(token, of: gradient, toRow: 0, of: &result.types)
            }
        }
        return result
    }
}

/// sum[j] ← sum[j] + factor · a[i], rows of equal length.
func addRow(_ i: Int, of a: Matrix, times factor: Float = 1, toRow j: Int, of sum: inout Matrix) {
    precondition(a.columns == sum.columns && (0..<a.rows).contains(i) && (0..<sum.rows).contains(j))
    let width = a.columns
    unsafe a.values.withUnsafeBufferPointer { x in
        unsafe sum.values.withUnsafeMutableBufferPointer { y in
            // Both rows are inside their matrices, checked above.
            guard let x = x.baseAddress, let y = y.baseAddress else { return }
            unsafe kernels_add_scaled(y + j * width, x + i * width, factor, width)
        }
    }
}

/// a[i] · b[j], rows of equal length.
func dotRows(_ i: Int, of a: Matrix, _ j: Int, of b: Matrix) -> Float {
    precondition(a.columns == b.columns && (0..<a.rows).contains(i) && (0..<b.rows).contains(j))
    return unsafe a.values.withUnsafeBufferPointer { x in
        unsafe b.values.withUnsafeBufferPointer { y in
            // Both rows are inside their matrices, checked above.
            guard let x = x.baseAddress, let y = y.baseAddress else { return 0 }
            return unsafe kernels_dot(x + i * a.columns, y + j * b.columns, a.columns)
        }
    }
}
