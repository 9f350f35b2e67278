import Classification

// Ridge regression in closed form (Hoerl and Kennard 1970): the W and b that bring x Wᵀ + b nearest to y,
// with a penalty of λ on W, from (X̃ᵀX̃ + λI) Wᵀ = X̃ᵀY with X̃ the inputs around their mean.

/// The linear layer from the rows of `inputs` to those of `outputs` with the least squared error.
///
/// - Parameter penalty: λ as a share of the inputs' mean square.
func ridge(from inputs: Matrix, to outputs: Matrix, penalty: Double = 1e-3, _ compute: Compute)
    -> LinearParameters
{
    precondition(inputs.rows == outputs.rows && inputs.rows > 0)
    let (inputMean, outputMean) = (inputs.columnMeans(compute), outputs.columnMeans(compute))
    var centered = inputs
    compute.add(inputMean.map { -$0 }, toRowsOf: &centered)
    let width = inputs.columns
    var gram = compute.product(transposing: centered, centered).values.map(Double.init)
    let mean = (0..<width).reduce(0) { $0 + gram[$1 * width + $1] } / Double(width)
    for index in 0..<width { gram[index * width + index] += penalty * mean + 1e-9 }
    let cross = compute.product(transposing: centered, outputs)
    let solution = solve(&gram, cross)
    var weight = Matrix(rows: outputs.columns, columns: width)
    for row in 0..<width {
        for column in 0..<outputs.columns {
            weight.values[column * width + row] = solution.values[row * outputs.columns + column]
        }
    }
    let shift = compute.product(
        Matrix(rows: 1, columns: width, values: inputMean), transposed: weight)
    return LinearParameters(weight: weight, bias: zip(outputMean, shift.values).map { $0 - $1 })
}

/// The X of A X = B for a symmetric positive definite A, which is overwritten by its factor (Cholesky).
private func solve(_ a: inout [Double], _ b: Matrix) -> Matrix {
    let n = b.rows
    precondition(a.count == n * n)
    for row in 0..<n {
        for column in 0...row {
            var sum = a[row * n + column]
            for k in 0..<column { sum -= a[row * n + k] * a[column * n + k] }
            a[row * n + column] = row == column ? sum.squareRoot() : sum / a[column * n + column]
        }
    }
    var x = b.values.map(Double.init)
    let width = b.columns
    func eliminate(_ target: Int, _ source: Int, _ factor: Double) {
        for column in 0..<width { x[target * width + column] -= factor * x[source * width + column] }
    }
    func divide(_ row: Int, by pivot: Double) {
        for column in 0..<width { x[row * width + column] /= pivot }
    }
    for row in 0..<n {
        for k in 0..<row { eliminate(row, k, a[row * n + k]) }
        divide(row, by: a[row * n + row])
    }
    for row in (0..<n).reversed() {
        for k in row + 1..<n { eliminate(row, k, a[k * n + row]) }
        divide(row, by: a[row * n + row])
    }
    return Matrix(rows: n, columns: width, values: x.map(Float.init))
}

extension Matrix {
    fileprivate func columnMeans(_ compute: Compute) -> [Float] {
        compute.columnSums(self).map { $0 / Float(rows) }
    }
}
