/// Memory at a multiple of 64 bytes, filled with zeros.
// @safe: `start` is valid for `capacity` elements.
@safe
final class Buffer<Element: BitwiseCopyable & ExpressibleByIntegerLiteral> {
    private(set) var start: UnsafeMutablePointer<Element>
    private var capacity = 0

    init() { unsafe start = Self.allocate(1) }

    deinit { unsafe start.deallocate() }

    func reserve(_ count: Int) {
        guard count > capacity else { return }
        unsafe start.deallocate()
        unsafe start = Self.allocate(count)
        capacity = count
    }

    // The memory is aligned for any element and as large as `count` of them.
    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
        let room = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
        return unsafe room.initializeMemory(as: Element.self, repeating: 0, count: count)
    }
}
