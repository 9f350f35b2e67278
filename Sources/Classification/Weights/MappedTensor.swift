import Kernels

/// One tensor inside a mapped file.
struct MappedTensor: Sendable {
    let file: MappedFile
    /// Checked with `fits(in:)` when the file was opened.
    let location: TensorLocation

    /// Adds row `index` to `sum`, which is as long as the table is wide.
    func add(row index: Int, to sum: UnsafeMutableBufferPointer<Float>) {
        precondition(index >= 0 && index < location.rowCount && sum.count == location.rowWidth)
        unsafe file.withBytes { bytes in
            // `fits(in:)` held for the location, `index` is inside it, and `sum` is one row long.
            guard let start = bytes.baseAddress, let target = sum.baseAddress else { return }
            let width = location.rowWidth
            if location.element == .int4 {
                unsafe Int4.add(int4Row(index, bytes), to: target, width: width)
            } else if location.element == .int8 {
                let row = unsafe (start + location.offset + index * width).assumingMemoryBound(to: Int8.self)
                unsafe kernels_add_dequantized(target, row, scale(of: index, bytes), width)
            } else {
                unsafe kernels_add_scaled(target, values(rows: index..<index + 1), 1, width)
            }
        }
    }

    /// The scales of all rows, or of all groups of four-bit elements.
    var scales: [Float] {
        // `fits(in:)` held for the location.
        unsafe file.withBytes { bytes in
            guard location.element == .int4 else {
                return (0..<location.rowCount).map { unsafe scale(of: $0, bytes) }
            }
            let start = location.scales ?? 0
            return (0..<location.count / Int4.group).map {
                unsafe Int4.scale(bytes.loadUnaligned(fromByteOffset: start + $0 * 2, as: UInt16.self))
            }
        }
    }

    // `fits(in:)` held for the location, which is of four-bit elements, and `row` is inside it.
    private func int4Row(_ row: Int, _ bytes: UnsafeRawBufferPointer) -> Int4.Row {
        let width = location.rowWidth
        let elements = location.offset + row * width / 2
        let scales = (location.scales ?? 0) + row * width / Int4.group * 2
        return unsafe Int4.Row(
            elements: UnsafeRawBufferPointer(rebasing: bytes[elements..<elements + width / 2]),
            scales: UnsafeRawBufferPointer(rebasing: bytes[scales..<scales + width / Int4.group * 2]))
    }

    // `fits(in:)` held for the location, which has scales, and `row` is inside it.
    private func scale(of row: Int, _ bytes: UnsafeRawBufferPointer) -> Float {
        unsafe bytes.loadUnaligned(fromByteOffset: (location.scales ?? 0) + row * 4, as: Float.self)
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
            let elements = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + width])
            let signed = unsafe elements.bindMemory(to: Int8.self)
            if let source = signed.baseAddress {
                unsafe kernels_dequantize(target, source, scale(of: row, bytes), width)
            }
        case .int4:
            unsafe out.update(repeating: 0)
            unsafe Int4.add(int4Row(row, bytes), to: target, width: width)
        case .packedInt8:
            guard let base = bytes.baseAddress else { return }
            let packed = unsafe (base + location.offset).assumingMemoryBound(to: Int8.self)
            var elements = [Int8](repeating: 0, count: width)
            unsafe kernels_int8_unpack_row(packed, width, row, &elements)
            unsafe kernels_dequantize(target, elements, scale(of: row, bytes), width)
        }
    }
}
