import Domain

/// The vectors that a text's tokens start with: word + position + type, then a layer norm.
struct Embeddings: Sendable {
    let norm: LayerNorm
    private let width: Int
    private let words: MappedTensor
    private let positions: MappedTensor
    private let types: MappedTensor

    init(source: any TensorSource, shape: EncoderShape) throws(WeightsError) {
        width = shape.width
        words = try source.table("embeddings.word_embeddings.weight", shape: [shape.vocabulary, width])
        positions = try source.table(
            "embeddings.position_embeddings.weight", shape: [shape.positions, width])
        types = try source.table("embeddings.token_type_embeddings.weight", shape: [2, width])
        norm = try LayerNorm(source, "embeddings.LayerNorm", width: width)
    }

    /// Writes the sums before the norm of the tokens `rows` of some texts, counted from the first of them, to
    /// `out`: one row after the other.
    func embed(
        _ batch: TokenBatch, texts: Range<Int>, rows: Range<Int>, to out: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(out.count == rows.count * width)
        let first = batch.offsets[texts.lowerBound]
        unsafe out.update(repeating: 0)
        for text in texts {
            let tokens = batch.range(of: text)
            for token in tokens.clamped(to: rows.lowerBound + first..<rows.upperBound + first) {
                let row = token - first - rows.lowerBound
                // Row `row` is inside `out`.
                let sum = out.extracting(row * width..<(row + 1) * width)
                unsafe words.add(row: Int(batch.ids[token]), to: sum)
                unsafe positions.add(row: token - tokens.lowerBound, to: sum)
                unsafe types.add(row: 0, to: sum)
            }
        }
    }
}
