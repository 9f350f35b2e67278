import Kernels

/// Pools the hidden states of a text into one vector: αᵢ = softmax(φ(hᵢ)), y = Σ αᵢ hᵢ.
///
/// φ(h) = v · tanh(W h + b) is the additive attention of Bahdanau et al. (2015) with a learned query, as Yang et al.
/// (2016) use it for documents. The frame ([CLS], [SEP]) takes no part unless the text has no other token, so that
/// the α are all of words and can be shown as they are.
public struct AttentionPooling: Sendable {
    let project: Linear
    /// v, as long as the projection is wide.
    let query: [Float]

    /// - Parameters:
    ///   - weight: W, `query.count` × `width`, row-major.
    ///   - bias: b.
    ///   - query: v.
    public init(weight: [Float], bias: [Float], query: [Float], width: Int) {
        project = Linear(weight: weight, bias: bias, inputs: width, outputs: query.count)
        self.query = query
    }

    /// φ of every row of `hidden`.
    func scores(of hidden: Matrix) -> [Float] {
        var projected = project(hidden)
        // The kernel reads and writes the matrix's elements.
        unsafe kernels_tanh(&projected.values, projected.values.count)
        return (0..<hidden.rows).map { row in
            unsafe projected.values.withUnsafeBufferPointer { values in
                // Row `row` has query.count elements.
                guard let start = values.baseAddress else { return 0 }
                return unsafe kernels_dot(start + row * query.count, query, query.count)
            }
        }
    }

    /// The weights and the pooled vector of one text, whose tokens are the rows `range` of `hidden`.
    func pool(
        _ hidden: Matrix, scores: [Float], rows range: Range<Int>
    ) -> (weights: [Float], pooled: [Float]) {
        let pooledRows = Self.pooledRows(of: range)
        var weights = Array(scores[pooledRows])
        unsafe kernels_softmax(&weights, weights.count)
        var pooled = [Float](repeating: 0, count: hidden.columns)
        unsafe hidden.values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            for (row, weight) in zip(pooledRows, weights) {
                // Row `row` lies inside the matrix and is as long as `pooled`.
                unsafe kernels_add_scaled(&pooled, start + row * hidden.columns, weight, hidden.columns)
            }
        }
        return (weights, pooled)
    }

    /// The rows that take part: all but the frame, or the frame alone.
    package static func pooledRows(of range: Range<Int>) -> Range<Int> {
        range.count > 2 ? range.lowerBound + 1..<range.upperBound - 1 : range
    }
}

/// A classification head: logits = W₂ GELU(W₁ y + b₁) + b₂.
public struct Head: Sendable {
    let expand: Linear
    let output: Linear
    public let labels: [String]

    public init(
        expandWeight: [Float], expandBias: [Float], outputWeight: [Float], outputBias: [Float], width: Int,
        labels: [String]
    ) {
        expand = Linear(weight: expandWeight, bias: expandBias, inputs: width, outputs: expandBias.count)
        output = Linear(
            weight: outputWeight, bias: outputBias, inputs: expandBias.count, outputs: labels.count)
        self.labels = labels
    }

    /// Probabilities, one row a text, one column a label.
    func probabilities(of pooled: Matrix) -> Matrix {
        var hidden = expand(pooled)
        gelu(&hidden.values)
        let logits = output(hidden)
        var values: [Float] = []
        values.reserveCapacity(logits.values.count)
        for row in 0..<logits.rows {
            var probabilities = logits.row(row)
            unsafe kernels_softmax(&probabilities, probabilities.count)
            values += probabilities
        }
        return Matrix(rows: logits.rows, columns: logits.columns, values: values)
    }
}
