import Classification
import Domain

// What makes the attention point at words. The encoder's last states all know the whole sentence, so the
// heads would be as well served by the state of "the" as by that of "fraud", and the α would mean nothing to
// a reader. In training the same α therefore also pool the words by themselves, ỹ = Σ αᵢ x̂ᵢ with x̂ the
// normalized word vectors, and a linear layer must tell the sentiment from ỹ: it can only if the α lie on the
// words that carry it. Scoring does not use it.

extension ModelParameters {
    /// The lexical loss, with the gradients of its layer and of ỹ; the word vectors count as constants.
    func lexicalLoss(
        _ batch: TrainingBatch, _ pooling: PoolingTrace, count: Int, _ compute: Compute
    ) -> (loss: Float, parameters: LinearParameters, words: Matrix, pooled: Matrix) {
        let words = compute.normalizedWords(batch.tokens.ids, encoder.embeddings.words)
        var pooled = Matrix(rows: batch.views.count, columns: words.columns)
        for (index, view) in batch.views.enumerated() {
            for (row, weight) in zip(view.rows, pooling.weights[index]) {
                addRow(row, of: words, times: weight, toRow: index, of: &pooled)
            }
        }
        let probabilities = softmaxOfRows(compute(lexicon, pooled))
        let (loss, logits) = crossEntropy(probabilities, batch.targets(of: .sentiment), count: count)
        return (
            loss, compute.backward(lexicon, input: pooled, gradient: logits), words,
            compute.product(logits, lexicon.weight)
        )
    }
}

extension Compute {
    /// The vector of each token's word, with mean 0 and variance 1.
    fileprivate func normalizedWords(_ ids: [Int32], _ words: Matrix) -> Matrix {
        var rows = Matrix(rows: ids.count, columns: words.columns)
        for (row, id) in ids.enumerated() { addRow(Int(id), of: words, toRow: row, of: &rows) }
        let plain = NormParameters(
            gain: [Float](repeating: 1, count: words.columns),
            bias: [Float](repeating: 0, count: words.columns))
        normalize(&rows, plain)
        return rows
    }
}
