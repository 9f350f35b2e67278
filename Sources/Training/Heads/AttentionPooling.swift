import Classification
import Kernels

// Attention pooling in training: αᵢ = softmax(φ(hᵢ)), y = Σ αᵢ hᵢ, φ(h) = v · tanh(W h + U e + b).
//
// Backward, with t = tanh z and z = W h + U e + b:
//
//   ∂αᵢ = ∂y · hᵢ                 ∂φᵢ = αᵢ (∂αᵢ − Σⱼ αⱼ ∂αⱼ)        ∂zᵢ = ∂φᵢ v ⊙ (1 − tᵢ²)
//   ∂v = Σ ∂φᵢ tᵢ                 ∂W = Σ ∂zᵢ hᵢᵀ                      ∂U = (Σ ∂zᵢ) eᵀ
//   ∂hᵢ = αᵢ ∂y + Wᵀ ∂zᵢ          ∂e = Uᵀ Σ ∂zᵢ, shared evenly by the entity's tokens

/// What is pooled: the rows of a text, and with it those of an entity in it.
struct PoolingView: Sendable, Equatable {
    let rows: Range<Int>
    /// Rows of the entity's tokens; nil for the text as a whole.
    var entity: Range<Int>?
}

/// What the forward pass keeps for the backward pass.
struct PoolingTrace {
    /// tanh(W h + U e + b) of each view's rows, one view after the other.
    let activations: [Matrix]
    /// α of each view's rows.
    let weights: [[Float]]
    /// e, a row a view; without rows when φ sees no entity.
    let entities: Matrix
    /// y, a row a view.
    let pooled: Matrix
}

extension PoolingParameters {
    func forward(_ hidden: Matrix, views: [PoolingView], _ compute: Compute) -> PoolingTrace {
        let projected = compute(project, hidden)
        let entities =
            entity.rows > 0 ? entityVectors(hidden, views) : Matrix(rows: 0, columns: hidden.columns)
        let shifts = compute.product(entities, transposed: entity)
        var pooled = Matrix(rows: views.count, columns: hidden.columns)
        var activations: [Matrix] = []
        var weights: [[Float]] = []
        for (index, view) in views.enumerated() {
            var activation = projected.rows(view.rows)
            if entity.rows > 0 {
                for row in 0..<activation.rows { addRow(index, of: shifts, toRow: row, of: &activation) }
            }
            // The kernels read and write arrays as long as they say.
            unsafe kernels_tanh(&activation.values, activation.values.count)
            let queryRow = Matrix(rows: 1, columns: query.count, values: query)
            var own = (0..<activation.rows).map { dotRows($0, of: activation, 0, of: queryRow) }
            unsafe kernels_softmax(&own, own.count)
            for (row, weight) in zip(view.rows, own) {
                addRow(row, of: hidden, times: weight, toRow: index, of: &pooled)
            }
            activations.append(activation)
            weights.append(own)
        }
        return PoolingTrace(activations: activations, weights: weights, entities: entities, pooled: pooled)
    }

    /// The gradients of the parameters, from that of y; adds those of the hidden states to `hiddenGradient`.
    ///
    /// - Parameters:
    ///   - entityGradient: A further gradient of e, a row a view.
    ///   - lexical: What else was pooled with the same α, a row a token, and the gradient of that, a row a
    ///     view.
    func backward(
        _ pooledGradient: Matrix, entityGradient: Matrix? = nil,
        lexical: (words: Matrix, pooled: Matrix)? = nil,
        _ trace: PoolingTrace, hidden: Matrix, views: [PoolingView], hiddenGradient: inout Matrix,
        _ compute: Compute
    ) -> PoolingParameters {
        var queryGradient = [Float](repeating: 0, count: query.count)
        var projectedGradient = Matrix(rows: hidden.rows, columns: query.count)
        var shiftGradient = Matrix(rows: entity.rows > 0 ? views.count : 0, columns: query.count)
        for (index, view) in views.enumerated() {
            let gradients = view.rows.map { row in
                dotRows(row, of: hidden, index, of: pooledGradient)
                    + (lexical.map { dotRows(row, of: $0.words, index, of: $0.pooled) } ?? 0)
            }
            let weights = trace.weights[index]
            let mean = zip(weights, gradients).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            let activation = trace.activations[index]
            for (row, token) in view.rows.enumerated() {
                addRow(index, of: pooledGradient, times: weights[row], toRow: token, of: &hiddenGradient)
                let scoreGradient = weights[row] * (gradients[row] - mean)
                for j in query.indices {
                    let t = activation.values[row * query.count + j]
                    let z = scoreGradient * query[j] * (1 - t * t)
                    queryGradient[j] += scoreGradient * t
                    projectedGradient.values[token * query.count + j] += z
                    if entity.rows > 0 { shiftGradient.values[index * query.count + j] += z }
                }
            }
        }
        let through = compute.product(projectedGradient, project.weight)
        compute.add(through.values, to: &hiddenGradient.values)
        if entity.rows > 0 {
            var gradient = compute.product(shiftGradient, entity)
            if let entityGradient { compute.add(entityGradient.values, to: &gradient.values) }
            spread(gradient, views, to: &hiddenGradient)
        }
        return PoolingParameters(
            project: compute.backward(project, input: hidden, gradient: projectedGradient),
            entity: entity.rows > 0
                ? compute.product(transposing: shiftGradient, trace.entities)
                : Matrix(rows: 0, columns: entity.columns),
            query: queryGradient)
    }

    /// e of each view: the mean of its entity's hidden states.
    private func entityVectors(_ hidden: Matrix, _ views: [PoolingView]) -> Matrix {
        var vectors = Matrix(rows: views.count, columns: hidden.columns)
        for (index, view) in views.enumerated() {
            let rows = view.entity ?? view.rows
            for row in rows {
                addRow(row, of: hidden, times: 1 / Float(rows.count), toRow: index, of: &vectors)
            }
        }
        return vectors
    }

    private func spread(_ gradient: Matrix, _ views: [PoolingView], to hiddenGradient: inout Matrix) {
        for (index, view) in views.enumerated() {
            let rows = view.entity ?? view.rows
            for row in rows {
                addRow(index, of: gradient, times: 1 / Float(rows.count), toRow: row, of: &hiddenGradient)
            }
        }
    }
}

extension Matrix {
    /// Some of the rows, copied.
    fileprivate func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }
}
