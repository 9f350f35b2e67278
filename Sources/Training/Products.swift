import Classification
import Kernels

// The three products of a linear layer y = x Wᵀ and its backward pass.

/// x (m × k) · Wᵀ, with W (n × k).
func product(_ x: Matrix, transposed w: Matrix) -> Matrix {
    precondition(x.columns == w.columns)
    return packedProduct(x, w, rowStride: 1, columnStride: w.columns, outputs: w.rows)
}

/// x (m × k) · w (k × n).
func product(_ x: Matrix, _ w: Matrix) -> Matrix {
    precondition(x.columns == w.rows)
    return packedProduct(x, w, rowStride: w.columns, columnStride: 1, outputs: w.columns)
}

/// xᵀ · w, with x (k × m) and w (k × n).
func product(transposing x: Matrix, _ w: Matrix) -> Matrix {
    precondition(x.rows == w.rows)
    var transposed = Matrix(rows: x.columns, columns: x.rows)
    for i in 0..<x.rows {
        for j in 0..<x.columns { transposed.values[j * x.rows + i] = x.values[i * x.columns + j] }
    }
    return product(transposed, w)
}

private func packedProduct(
    _ x: Matrix, _ w: Matrix, rowStride: Int, columnStride: Int, outputs: Int
) -> Matrix {
    var y = Matrix(rows: x.rows, columns: outputs)
    guard x.rows > 0, x.columns > 0 else { return y }
    let size = kernels_packed_size(x.columns, outputs)
    // The shapes were checked by the callers; packed has the size that the kernel asks for.
    let packed = unsafe [Float](unsafeUninitializedCapacity: size) { out, count in
        if let target = out.baseAddress {
            unsafe kernels_pack(w.values, rowStride, columnStride, x.columns, outputs, target)
        }
        count = size
    }
    unsafe kernels_product(x.values, x.columns, packed, nil, &y.values, outputs, x.rows, x.columns, outputs)
    return y
}

/// Adds `bias` to every row of `x`.
func add(_ bias: [Float], toRowsOf x: inout Matrix) {
    for i in 0..<x.rows {
        for j in 0..<x.columns { x.values[i * x.columns + j] += bias[j] }
    }
}

/// The sum of each column.
func columnSums(_ x: Matrix) -> [Float] {
    var sums = [Float](repeating: 0, count: x.columns)
    for i in 0..<x.rows {
        for j in 0..<x.columns { sums[j] += x.values[i * x.columns + j] }
    }
    return sums
}
