import Kernels

extension WeightsFile {
    /// Symmetric quantization: scale = max |value| / 127 of the row, element = round(value / scale).
    ///
    /// - Parameter known: The scales of values that were quantized before, which come back as they were.
    static func quantize(
        _ values: [Float], rows: Int, known: [Float]? = nil
    ) -> (elements: [Int8], scales: [Float]) {
        let width = values.count / max(rows, 1)
        var elements = [Int8](repeating: 0, count: width * rows)
        var scales = [Float](repeating: 1, count: rows)
        unsafe elements.withUnsafeMutableBufferPointer { elements in
            unsafe values.withUnsafeBufferPointer { values in
                guard let out = elements.baseAddress, let start = values.baseAddress else { return }
                // Both have `rows` rows of `width`.
                for row in 0..<rows {
                    scales[row] = unsafe kernels_quantize_row(
                        out + row * width, start + row * width, known?[row] ?? 0, width)
                }
            }
        }
        return (elements, scales)
    }

    /// Elements of a row-major matrix in panels.
    static func packed(_ elements: [Int8], rows: Int) -> [Int8] {
        let width = elements.count / max(rows, 1)
        let size = kernels_int8_packed_size(width, rows)
        return unsafe [Int8](unsafeUninitializedCapacity: size) { out, count in
            // `elements` has rows × width bytes, `out` room for what the kernel says it writes.
            if let start = out.baseAddress { unsafe kernels_int8_pack(elements, width, rows, start) }
            count = size
        }
    }
}
