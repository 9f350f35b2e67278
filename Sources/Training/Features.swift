import Classification
import Domain
import Tokenization

/// Encoder outputs of texts, without the frames: what the pooling sees while the encoder is frozen.
struct Features: Sendable {
    /// The tokens of all texts, one row each.
    let hidden: Matrix
    /// Bounds of the texts among the rows.
    let offsets: [Int]

    /// Encodes texts; takes about 1.5 KB of memory a token.
    init(
        _ texts: [String], tokenizer: Tokenizer, encoder: Encoder, threads: Int,
        progress: @Sendable (Int) -> Void
    ) {
        let runs = stride(from: 0, to: texts.count, by: 64).map { $0..<min($0 + 64, texts.count) }
        var values: [Float] = []
        var offsets = [0]
        // In slices, so that progress can be told.
        for slice in stride(from: 0, to: runs.count, by: threads * 4) {
            let batch = Array(runs[slice..<min(slice + threads * 4, runs.count)])
            let encoded = parallelMap(batch, threads: threads) {
                Self.encode(texts[$0], tokenizer: tokenizer, encoder: encoder)
            }
            for (own, lengths) in encoded {
                values += own
                for length in lengths { offsets.append(offsets[offsets.count - 1] + length) }
            }
            progress(min((slice + threads * 4) * 64, texts.count))
        }
        hidden = Matrix(rows: offsets.last ?? 0, columns: encoder.shape.width, values: values)
        self.offsets = offsets
    }

    /// The rows of one run of texts.
    private static func encode(
        _ texts: ArraySlice<String>, tokenizer: Tokenizer, encoder: Encoder
    ) -> (values: [Float], lengths: [Int]) {
        let batch = tokenizer.tokenize(texts).truncated(to: encoder.shape.positions)
        let states = encoder.hiddenStates(of: batch, texts: 0..<batch.count)
        var values: [Float] = []
        var lengths: [Int] = []
        for text in 0..<batch.count {
            let rows = AttentionPooling.pooledRows(of: batch.range(of: text))
            values += states.values[rows.lowerBound * states.columns..<rows.upperBound * states.columns]
            lengths.append(rows.count)
        }
        return (values, lengths)
    }

    /// The features of some of the texts.
    func select(_ texts: some Sequence<Int>) -> (hidden: Matrix, offsets: [Int]) {
        var values: [Float] = []
        var bounds = [0]
        for text in texts {
            values += hidden.values[offsets[text] * hidden.columns..<offsets[text + 1] * hidden.columns]
            bounds.append(values.count / hidden.columns)
        }
        return (Matrix(rows: bounds.last ?? 0, columns: hidden.columns, values: values), bounds)
    }
}
