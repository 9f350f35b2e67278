import Kernels

/// Where a tensor is in a mapped file.
struct TensorLocation: Sendable, Equatable {
    enum Element: String, Sendable, Codable {
        case float32 = "f32"
        /// One signed byte an element, one fp32 scale a row.
        case int8 = "i8"
        /// The same in the panels of `Int8.h`, used as it is in the file.
        case packedInt8 = "i8-panels"
        /// Four bits an element, one bfloat16 scale for each 32 of a row.
        case int4 = "i4"
    }

    let element: Element
    let shape: [Int]
    /// Byte offset of the elements from the start of the file.
    let offset: Int
    /// Byte offset of the scales, for all kinds but fp32.
    let scales: Int?

    var count: Int { shape.reduce(1, *) }
    var rowCount: Int { shape.count == 2 ? shape[0] : 1 }
    var rowWidth: Int { rowCount == 0 ? 0 : count / rowCount }
    var byteCount: Int {
        switch element {
        case .float32: count * 4
        case .int8: count
        case .packedInt8: kernels_int8_packed_size(rowWidth, rowCount)
        case .int4: count / 2
        }
    }

    /// Whether everything fits into a file of `size` bytes.
    func fits(in size: Int) -> Bool {
        guard shape.allSatisfy({ $0 >= 0 && $0 < 1 << 20 }), shape.count <= 2, offset >= 0,
            offset <= size, byteCount <= size - offset
        else { return false }
        guard element != .float32 else { return true }
        guard let scales, scales >= 0, scales <= size else { return false }
        guard element == .int4 else { return rowCount * 4 <= size - scales }
        return rowWidth.isMultiple(of: Int4.group) && count / Int4.group * 2 <= size - scales
    }
}
