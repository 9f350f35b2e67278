import Classification
import Kernels

// The three products of a linear layer y = x Wᵀ + b and its backward pass: y, ∂x = ∂y W and ∂W = ∂yᵀ x.

extension Compute {
    /// x (m × k) · Wᵀ, with W (n × k).
    func product(_ x: Matrix, transposed w: Matrix) -> Matrix {
        precondition(x.columns == w.columns)
        return product(
            Operand(x, rowStride: x.columns, columnStride: 1),
            Operand(w, rowStride: 1, columnStride: w.columns),
            rows: x.rows, depth: x.columns, columns: w.rows)
    }

    /// x (m × k) · w (k × n).
    func product(_ x: Matrix, _ w: Matrix) -> Matrix {
        precondition(x.columns == w.rows)
        return product(
            Operand(x, rowStride: x.columns, columnStride: 1),
            Operand(w, rowStride: w.columns, columnStride: 1),
            rows: x.rows, depth: x.columns, columns: w.columns)
    }

    /// xᵀ · w, with x (k × m) and w (k × n).
    func product(transposing x: Matrix, _ w: Matrix) -> Matrix {
        precondition(x.rows == w.rows)
        return product(
            Operand(x, rowStride: 1, columnStride: x.columns),
            Operand(w, rowStride: w.columns, columnStride: 1),
            rows: x.columns, depth: x.rows, columns: w.columns)
    }

    /// A matrix and how its elements are laid out: (i, j) at `i * rowStride + j * columnStride`.
    private struct Operand {
        let values: [Float]
        let rowStride: Int
        let columnStride: Int

        init(_ matrix: Matrix, rowStride: Int, columnStride: Int) {
            values = matrix.values
            self.rowStride = rowStride
            self.columnStride = columnStride
        }
    }

    /// Columns of B that are packed, and rows of A that are multiplied, by one call of a kernel: a multiple
    /// of what all instruction sets take at a time.
    private static let panel = 32
    private static let tile = 12

    private func product(_ a: Operand, _ b: Operand, rows: Int, depth: Int, columns: Int) -> Matrix {
        guard rows > 0, depth > 0, columns > 0 else { return Matrix(rows: rows, columns: columns) }
        guard usesBfloat16 else {
            // The element type of packed matrices is the kernels' own: floats here, pairs of bfloat16 below,
            // for which an odd depth is rounded up.
            return unsafe product(
                a, b, rows: rows, depth: depth, columns: columns,
                packedSize: kernels_packed_size(depth, columns),
                packedDepth: depth, pack: kernels_pack, multiply: kernels_product_strided)
        }
        return unsafe product(
            a, b, rows: rows, depth: depth, columns: columns,
            packedSize: kernels_packed_size_bf16(depth, columns),
            packedDepth: (depth + 1) / 2 * 2, pack: kernels_pack_bf16, multiply: kernels_product_bf16)
    }

    /// Packs B by panels and multiplies A by tiles of rows, both on all threads.
    private func product<Element>(
        _ a: Operand, _ b: Operand, rows: Int, depth: Int, columns: Int, packedSize: Int, packedDepth: Int,
        pack: (UnsafePointer<Float>, Int, Int, Int, Int, UnsafeMutablePointer<Element>) -> Void,
        multiply: (
            UnsafePointer<Float>, Int, Int, UnsafePointer<Element>, UnsafeMutablePointer<Float>, Int, Int,
            Int, Int
        ) -> Void
    ) -> Matrix {
        let packed = unsafe [Element](unsafeUninitializedCapacity: packedSize) { out, count in
            let target = out.baseAddress
            unsafe b.values.withUnsafeBufferPointer { source in
                split(columns, multiple: Self.panel) { part in
                    // The part begins at a panel, so that its place in the packed matrix is part.lowerBound
                    // columns on; the shapes were checked by the callers.
                    guard let source = source.baseAddress, let target = unsafe target else { return }
                    unsafe pack(
                        source + part.lowerBound * b.columnStride, b.rowStride, b.columnStride, depth,
                        part.count,
                        target + part.lowerBound * packedDepth)
                }
            }
            count = packedSize
        }
        return unsafe Matrix(rows: rows, columns: columns) { out in
            unsafe a.values.withUnsafeBufferPointer { source in
                split(rows, multiple: Self.tile) { part in
                    // The part's rows are inside A and C; parts do not overlap.
                    guard let source = source.baseAddress else { return }
                    unsafe multiply(
                        source + part.lowerBound * a.rowStride, a.rowStride, a.columnStride, packed,
                        out + part.lowerBound * columns, columns, part.count, depth, columns)
                }
            }
        }
    }
}

extension Matrix {
    /// A matrix whose elements `fill` writes, all of them.
    init(rows: Int, columns: Int, _ fill: (UnsafeMutablePointer<Float>) -> Void) {
        let size = rows * columns
        self.init(
            rows: rows, columns: columns,
            values: unsafe [Float](unsafeUninitializedCapacity: size) { out, count in
                if let start = out.baseAddress { unsafe fill(start) }
                count = size
            })
    }
}
