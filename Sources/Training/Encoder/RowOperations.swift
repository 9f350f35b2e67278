import Classification
import Kernels

// Operations on rows, divided among threads.

extension Compute {
    /// Calls `body` with the start of `values` and parts of `0..<count`, on all threads.
    private func mutate(
        _ values: inout [Float], count: Int, multiple: Int = 1,
        _ body: (UnsafeMutablePointer<Float>, Range<Int>) -> Void
    ) {
        unsafe values.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            split(count, multiple: multiple) { part in unsafe body(start, part) }
        }
    }

    /// x ← x + bias, row by row.
    func add(_ bias: [Float], toRowsOf x: inout Matrix) {
        precondition(bias.count == x.columns)
        let width = x.columns
        unsafe mutate(&x.values, count: x.rows) { start, rows in
            // Row `row` is inside the matrix and is as long as the bias.
            for row in rows { unsafe kernels_add_scaled(start + row * width, bias, 1, width) }
        }
    }

    /// x ← x + y.
    func add(_ y: [Float], to x: inout [Float]) {
        precondition(x.count == y.count)
        unsafe mutate(&x, count: x.count) { start, part in
            unsafe y.withUnsafeBufferPointer { other in
                // The part is inside both arrays.
                guard let other = other.baseAddress else { return }
                unsafe kernels_add_scaled(
                    start + part.lowerBound, other + part.lowerBound, 1, part.count)
            }
        }
    }

    /// x ← factor x.
    func scale(_ x: inout [Float], by factor: Float) {
        for index in x.indices { x[index] *= factor }
    }

    /// x ← x + share (y − x).
    func approach(_ x: inout [Float], _ y: [Float], share: Float) {
        precondition(x.count == y.count)
        unsafe mutate(&x, count: x.count) { start, part in
            unsafe y.withUnsafeBufferPointer { other in
                // The part is inside both arrays.
                for index in part { unsafe start[index] += share * (other[index] - start[index]) }
            }
        }
    }

    /// x ← GELU(x).
    func gelu(_ x: inout Matrix) {
        unsafe mutate(&x.values, count: x.values.count) { start, part in
            // The part is inside the array.
            unsafe kernels_gelu(start + part.lowerBound, part.count)
        }
    }

    /// gradient ← gradient ⊙ GELU′(x).
    func geluBackward(_ gradient: inout Matrix, input x: Matrix) {
        precondition(gradient.values.count == x.values.count)
        unsafe mutate(&gradient.values, count: x.values.count) { start, part in
            unsafe x.values.withUnsafeBufferPointer { input in
                // The part is inside both arrays.
                guard let input = input.baseAddress else { return }
                unsafe kernels_gelu_backward(start + part.lowerBound, input + part.lowerBound, part.count)
            }
        }
    }

    /// Drops a share `rate` of the elements and scales the others; the same seed drops the same ones.
    func dropout(_ x: inout Matrix, rate: Float, seed: UInt64) {
        guard rate > 0 else { return }
        let (rows, width) = (x.rows, x.columns)
        unsafe x.values.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            chunks(rows) { number, part in
                // The chunk's rows are inside the matrix. Each chunk has a seed of its own.
                unsafe kernels_dropout(
                    start + part.lowerBound * width, part.count * width,
                    seed &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15, rate)
            }
        }
    }

    /// The sum of each column.
    func columnSums(_ x: Matrix) -> [Float] {
        let width = x.columns
        return unsafe sums(rows: x.rows, width: width) { rows, sums in
            unsafe x.values.withUnsafeBufferPointer { values in
                guard let start = values.baseAddress else { return }
                // Row `row` is inside the matrix and is as long as `sums`.
                for row in rows { unsafe kernels_add_scaled(sums, start + row * width, 1, width) }
            }
        }
    }

    /// x ← LayerNorm(x).
    func normalize(_ x: inout Matrix, _ norm: NormParameters) {
        precondition(norm.gain.count == x.columns)
        let width = x.columns
        unsafe mutate(&x.values, count: x.rows) { start, rows in
            // The rows are inside the matrix; gain and bias are as long as a row.
            unsafe kernels_layer_norm(
                start + rows.lowerBound * width, nil, norm.gain, norm.bias, NormParameters.epsilon,
                rows.count, width)
        }
    }

    /// Turns the gradient of a layer norm's output into that of its input `x`; returns those of gain and
    /// bias.
    func normalizeBackward(_ gradient: inout Matrix, input x: Matrix, _ norm: NormParameters)
        -> NormParameters
    {
        precondition(gradient.values.count == x.values.count && norm.gain.count == x.columns)
        let width = x.columns
        let both = unsafe gradient.values.withUnsafeMutableBufferPointer { gradient in
            unsafe sums(rows: x.rows, width: 2 * width) { rows, sums in
                unsafe x.values.withUnsafeBufferPointer { input in
                    guard let start = gradient.baseAddress, let input = input.baseAddress else { return }
                    // The rows are inside both matrices; `sums` holds the gain's gradient, then the bias's.
                    unsafe kernels_layer_norm_backward(
                        start + rows.lowerBound * width, input + rows.lowerBound * width, norm.gain,
                        NormParameters.epsilon, sums, sums + width, rows.count, width)
                }
            }
        }
        return NormParameters(gain: Array(both[..<width]), bias: Array(both[width...]))
    }

    /// Sums of `width` numbers over chunks of rows: `body` adds a chunk's share to its own sums, which are
    /// then added in the chunks' order.
    private func sums(
        rows: Int, width: Int, _ body: (Range<Int>, UnsafeMutablePointer<Float>) -> Void
    ) -> [Float] {
        var partial = [Float](repeating: 0, count: (rows + Self.chunk - 1) / Self.chunk * width)
        unsafe partial.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            // Chunk `number` has its own `width` numbers.
            chunks(rows) { number, part in unsafe body(part, start + number * width) }
        }
        var total = [Float](repeating: 0, count: width)
        for start in stride(from: 0, to: partial.count, by: max(width, 1)) {
            for column in 0..<width { total[column] += partial[start + column] }
        }
        return total
    }
}
