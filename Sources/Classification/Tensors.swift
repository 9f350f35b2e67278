import Kernels

/// Named arrays of numbers, as a file of weights holds them.
///
/// `T` is read whole by `tensor`; big tables are read row by row through `table`.
protocol TensorSource {
    /// The file's path, for messages.
    var path: String { get }

    /// A tensor in fp32.
    /// - Throws: `missingTensor`, or `wrongShape` when its shape is not `shape`.
    func tensor(_ name: String, shape: [Int]) throws(WeightsError) -> [Float]

    /// A two-dimensional tensor that stays in the file.
    func table(_ name: String, shape: [Int]) throws(WeightsError) -> any RowTable
}

/// A table of vectors that is read a row at a time, as an embedding is.
protocol RowTable: Sendable {
    /// Adds row `index` to `sum`, which is as long as the table is wide.
    func add(row index: Int, to sum: inout ArraySlice<Float>)
}

/// Where a tensor lies in a mapped file.
struct TensorLocation: Sendable, Equatable {
    enum Element: String, Sendable, Codable {
        case float32 = "f32"
        /// One signed byte an element, one fp32 scale a row.
        case int8 = "i8"
    }

    let element: Element
    let shape: [Int]
    /// Byte offset of the elements from the start of the file.
    let offset: Int
    /// Byte offset of the scales, for `int8`.
    let scales: Int?

    var count: Int { shape.reduce(1, *) }
    var rowCount: Int { shape.count == 2 ? shape[0] : 1 }
    var rowWidth: Int { rowCount == 0 ? 0 : count / rowCount }

    /// Whether everything lies inside a file of `size` bytes.
    func fits(in size: Int) -> Bool {
        let width = element == .float32 ? 4 : 1
        guard shape.allSatisfy({ $0 >= 0 && $0 < 1 << 31 }), count < 1 << 33, offset >= 0,
            offset <= size, count * width <= size - offset
        else { return false }
        guard element == .int8 else { return true }
        guard let scales, scales >= 0, scales <= size else { return false }
        return rowCount * 4 <= size - scales
    }
}

/// One tensor inside a mapped file.
struct MappedTensor: RowTable {
    let file: MappedFile
    /// Checked with `fits(in:)` when the file was opened.
    let location: TensorLocation

    func add(row index: Int, to sum: inout ArraySlice<Float>) {
        precondition(index >= 0 && index < location.rowCount && sum.count == location.rowWidth)
        let row = values(rows: index..<index + 1)
        unsafe sum.withUnsafeMutableBufferPointer { target in
            // Both are one row long, checked above.
            if let start = target.baseAddress { unsafe kernels_add_scaled(start, row, 1, row.count) }
        }
    }

    /// Rows in fp32, one after the other.
    func values(rows: Range<Int>) -> [Float] {
        let width = location.rowWidth
        return unsafe file.withBytes { bytes in
            unsafe [Float](unsafeUninitializedCapacity: rows.count * width) { out, count in
                for (position, row) in rows.enumerated() {
                    unsafe copy(
                        row: row, of: bytes, to: out.extracting(position * width..<(position + 1) * width))
                }
                count = rows.count * width
            }
        }
    }

    // `fits(in:)` held for the location, `row` is inside it, and `out` is one row long.
    private func copy(row: Int, of bytes: UnsafeRawBufferPointer, to out: UnsafeMutableBufferPointer<Float>) {
        let width = location.rowWidth
        guard width > 0, let target = out.baseAddress else { return }
        switch location.element {
        case .float32:
            let start = location.offset + row * width * 4
            unsafe UnsafeMutableRawBufferPointer(out).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + width * 4]))
        case .int8:
            let start = location.offset + row * width
            let scale = unsafe bytes.loadUnaligned(
                fromByteOffset: (location.scales ?? 0) + row * 4, as: Float.self)
            let elements = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + width])
            let signed = unsafe elements.bindMemory(to: Int8.self)
            if let source = signed.baseAddress {
                unsafe kernels_dequantize(target, source, scale, width)
            }
        }
    }
}
