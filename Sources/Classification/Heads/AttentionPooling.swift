import Kernels

/// Pools the hidden states of a text into one vector: αᵢ = softmax(φ(hᵢ)), y = Σ αᵢ hᵢ.
///
/// φ(h) = v · tanh(W h + U e + b) is the additive attention of Bahdanau et al. (2015) with a learned query,
/// as Yang et al. (2016) use it for documents; e is the mean of the hidden states of an entity's tokens, and
/// U is absent where the text as a whole is asked about. The frame ([CLS], [SEP]) takes no part unless the
/// text has no other token, so that the α are all of words and can be shown as they are.
struct AttentionPooling: Sendable {
    let project: Linear
    /// U; nil where φ sees no entity.
    let entity: Linear?
    /// v, as long as the projection is wide.
    let query: [Float]

    /// W h + b of every row of `hidden`.
    func projections(of hidden: Matrix) -> Matrix { project(hidden) }

    /// The weights and the pooled vector of one text, whose tokens are the rows `rows` of `hidden`.
    ///
    /// - Parameter about: e, where the question is about an entity.
    func pool(
        _ hidden: Matrix, projections: Matrix, rows: Range<Int>, about: [Float]? = nil
    ) -> (weights: [Float], pooled: [Float]) {
        let width = query.count
        var activations = Array(projections.values[rows.lowerBound * width..<rows.upperBound * width])
        if let about, let entity {
            let shift = entity(Matrix(rows: 1, columns: about.count, values: about))
            for row in 0..<rows.count {
                for column in 0..<width { activations[row * width + column] += shift.values[column] }
            }
        }
        // The kernels read and write as many elements as they are given.
        unsafe kernels_tanh(&activations, activations.count)
        var weights = unsafe activations.withUnsafeBufferPointer { values in
            (0..<rows.count).map { row in
                // Row `row` has query.count elements.
                unsafe values.baseAddress.map { unsafe kernels_dot($0 + row * width, query, width) } ?? 0
            }
        }
        unsafe kernels_softmax(&weights, weights.count)
        return (weights, hidden.mean(of: rows, weights: weights))
    }

    /// The rows that take part: all but the frame, or only the frame.
    static func pooledRows(of range: Range<Int>) -> Range<Int> {
        range.count > 2 ? range.lowerBound + 1..<range.upperBound - 1 : range
    }
}

extension AttentionPooling {
    /// Reads a pooling of a file of weights, under the name of its tensors.
    init(_ weights: WeightsFile, _ name: String, seesEntity: Bool) throws(WeightsError) {
        let (width, own) = (weights.header.encoder.width, weights.header.poolingWidth)
        project = try Linear(weights, "\(name).project", inputs: width, outputs: own)
        entity =
            seesEntity
            ? Linear(
                weight: try weights.tensor("\(name).entity.weight", shape: [own, width]),
                bias: [Float](repeating: 0, count: own), inputs: width, outputs: own) : nil
        query = try weights.tensor("\(name).query", shape: [own])
    }
}

extension Matrix {
    /// Σ weightᵢ rowᵢ over some rows.
    func mean(of rows: Range<Int>, weights: [Float]) -> [Float] {
        precondition(rows.count == weights.count && rows.upperBound <= self.rows)
        var sum = [Float](repeating: 0, count: columns)
        unsafe values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            for (row, weight) in zip(rows, weights) {
                // Row `row` is inside the matrix and is as long as `sum`.
                unsafe kernels_add_scaled(&sum, start + row * columns, weight, columns)
            }
        }
        return sum
    }
}
