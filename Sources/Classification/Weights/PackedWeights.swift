import Kernels

/// Int8 weights in panels, either as they are in a mapped file or packed into memory of their own.
// @safe: the pointer leaves only with the kernels' calls, which read `kernels_int8_packed_size` bytes.
// Sendable: nothing writes after `init`.
@safe
final class PackedWeights: @unchecked Sendable {
    // Valid as long as `self`: inside `file`, or allocated here.
    let bytes: UnsafePointer<Int8>
    private let file: MappedFile?
    private let owned: UnsafeMutableRawPointer?

    /// Nil for a tensor in fp32.
    init?(_ tensor: MappedTensor) {
        let location = tensor.location
        let (width, rows) = (location.rowWidth, location.rowCount)
        let start = unsafe tensor.file.withBytes { $0.baseAddress }
        guard [.int8, .packedInt8].contains(location.element), let start = unsafe start else { return nil }
        // `fits(in:)` held for the location, and `file` keeps the mapping alive.
        let elements = unsafe (start + location.offset).assumingMemoryBound(to: Int8.self)
        if location.element == .packedInt8 {
            unsafe bytes = elements
            file = tensor.file
            unsafe owned = nil
        } else {
            let packed = unsafe Self.packed(elements, width, rows)
            unsafe (bytes, owned) = (packed.bytes, packed.room)
            file = nil
        }
    }

    /// Packs elements, `rows` rows of them.
    init(_ elements: [Int8], rows: Int) {
        let width = elements.count / max(rows, 1)
        precondition(elements.count == width * rows)
        let packed = unsafe Self.packed(elements, width, rows)
        unsafe (bytes, owned) = (packed.bytes, packed.room)
        file = nil
    }

    /// Panels in memory of their own, of `rows` × `width` elements.
    private static func packed(
        _ elements: UnsafePointer<Int8>, _ width: Int, _ rows: Int
    ) -> (bytes: UnsafePointer<Int8>, room: UnsafeMutableRawPointer) {
        let size = kernels_int8_packed_size(width, rows)
        let room = UnsafeMutableRawPointer.allocate(byteCount: max(size, 1), alignment: 64)
        let target = unsafe room.bindMemory(to: Int8.self, capacity: size)
        // `elements` has rows × width bytes, `target` room for `size`.
        unsafe kernels_int8_pack(elements, width, rows, target)
        return unsafe (UnsafePointer(target), room)
    }

    deinit {
        // Allocated by this object; nil where the bytes are the file's.
        unsafe owned?.deallocate()
    }
}
