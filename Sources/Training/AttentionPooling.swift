import Classification
import Kernels

/// The parameters of the attention pooling φ(h) = v · tanh(W h + b), with their backward pass.
struct PoolingParameters: Sendable, Equatable {
    /// W, projection width × encoder width.
    var weight: Matrix
    var bias: [Float]
    /// v.
    var query: [Float]
}

/// What the forward pass over some texts keeps for the backward pass.
struct PoolingTrace {
    let projected: Matrix
    /// α of every token.
    let weights: [Float]
    /// y, one row a text.
    let pooled: Matrix
}

extension PoolingParameters {
    /// - Parameters:
    ///   - hidden: h of the tokens of all texts, without the frames.
    ///   - offsets: bounds of the texts among the rows.
    func forward(_ hidden: Matrix, offsets: [Int]) -> PoolingTrace {
        var projected = product(hidden, transposed: weight)
        add(bias, toRowsOf: &projected)
        unsafe kernels_tanh(&projected.values, projected.values.count)
        var weights = scores(projected)
        var pooled = Matrix(rows: offsets.count - 1, columns: hidden.columns)
        for (text, (start, end)) in zip(offsets, offsets.dropFirst()).enumerated() {
            var own = Array(weights[start..<end])
            unsafe kernels_softmax(&own, own.count)
            weights.replaceSubrange(start..<end, with: own)
            for token in start..<end {
                addRow(token, of: hidden, times: weights[token], toRow: text, of: &pooled)
            }
        }
        return PoolingTrace(projected: projected, weights: weights, pooled: pooled)
    }

    /// The gradients of W, b and v from those of y.
    ///
    ///     ∂αᵢ = ∂y · hᵢ      ∂φᵢ = αᵢ (∂αᵢ − Σⱼ αⱼ ∂αⱼ)      ∂v = Σ ∂φᵢ tᵢ      ∂zᵢ = ∂φᵢ v ⊙ (1 − tᵢ²)
    ///
    /// with t = tanh z and z = W h + b.
    func backward(
        _ trace: PoolingTrace, hidden: Matrix, offsets: [Int], pooledGradient: Matrix
    ) -> PoolingParameters {
        let width = query.count
        var queryGradient = [Float](repeating: 0, count: width)
        var projectedGradient = Matrix(rows: hidden.rows, columns: width)
        for (text, (start, end)) in zip(offsets, offsets.dropFirst()).enumerated() {
            let weightGradients = (start..<end).map { dotRows($0, of: hidden, text, of: pooledGradient) }
            let mean = zip(trace.weights[start..<end], weightGradients).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            for (token, weightGradient) in zip(start..<end, weightGradients) {
                let scoreGradient = trace.weights[token] * (weightGradient - mean)
                for j in 0..<width {
                    let t = trace.projected.values[token * width + j]
                    queryGradient[j] += scoreGradient * t
                    projectedGradient.values[token * width + j] = scoreGradient * query[j] * (1 - t * t)
                }
            }
        }
        return PoolingParameters(
            weight: product(transposing: projectedGradient, hidden), bias: columnSums(projectedGradient),
            query: queryGradient)
    }

    private func scores(_ projected: Matrix) -> [Float] {
        (0..<projected.rows).map { row in
            unsafe projected.values.withUnsafeBufferPointer { values in
                // Row `row` has query.count elements.
                unsafe values.baseAddress.map {
                    unsafe kernels_dot($0 + row * query.count, query, query.count)
                } ?? 0
            }
        }
    }
}

private func dotRows(_ i: Int, of a: Matrix, _ j: Int, of b: Matrix) -> Float {
    precondition(a.columns == b.columns && i < a.rows && j < b.rows)
    return unsafe a.values.withUnsafeBufferPointer { x in
        unsafe b.values.withUnsafeBufferPointer { y in
            // Both rows lie inside their matrices, checked above.
            guard let x = x.baseAddress, let y = y.baseAddress else { return 0 }
            return unsafe kernels_dot(x + i * a.columns, y + j * b.columns, a.columns)
        }
    }
}

private func addRow(_ i: Int, of a: Matrix, times factor: Float, toRow j: Int, of sum: inout Matrix) {
    precondition(a.columns == sum.columns && i < a.rows && j < sum.rows)
    let width = a.columns
    unsafe a.values.withUnsafeBufferPointer { x in
        unsafe sum.values.withUnsafeMutableBufferPointer { y in
            // Both rows lie inside their matrices, checked above.
            guard let x = x.baseAddress, let y = y.baseAddress else { return }
            unsafe kernels_add_scaled(y + j * width, x + i * width, factor, width)
        }
    }
}
