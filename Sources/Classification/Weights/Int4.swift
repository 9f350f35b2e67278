import Kernels

// Four bits an element: a group of 32 elements of a row has a scale, a bfloat16, and its value is scale × q
// with q from -7 to 7. A byte has q + 8 of an element of the group's first half in its lower bits, and that
// of the element 16 further on in its upper ones.

/// Elements of four bits.
enum Int4 {
    /// Elements that share a scale.
    static let group = 32
    private static let largest: Float = 7
    /// Scales that are tried, as shares of that with which the largest element is exact: a smaller one cuts
    /// that off and tells the others better apart.
    private static let shares: [Float] = [1, 0.95, 0.9, 0.85, 0.8, 0.75]

    /// One row of a tensor.
    // @safe: both buffers are inside a mapped file that the caller holds.
    @safe
    struct Row {
        let elements: UnsafeRawBufferPointer
        let scales: UnsafeRawBufferPointer

        init(elements: UnsafeRawBufferPointer, scales: UnsafeRawBufferPointer) {
            unsafe self.elements = elements
            unsafe self.scales = scales
        }
    }

    /// A scale as it is stored: the upper half of an fp32 number, rounded to the nearest.
    static func stored(_ scale: Float) -> UInt16 {
        let bits = scale.bitPattern
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
    }

    /// A scale from how it is stored.
    static func scale(_ stored: UInt16) -> Float { Float(bitPattern: UInt32(stored) << 16) }

    /// sum ← sum + row; `sum` has room for `width` numbers.
    static func add(_ row: Row, to sum: UnsafeMutablePointer<Float>, width: Int) {
        precondition(unsafe row.elements.count * 2 == width && row.scales.count * group == width * 2)
        guard let elements = unsafe row.elements.baseAddress, let scales = unsafe row.scales.baseAddress
        else {
            return
        }
        // The elements and scales are those of `width` numbers, for which `sum` has room.
        unsafe kernels_add_int4(
            sum, elements.assumingMemoryBound(to: UInt8.self), scales.assumingMemoryBound(to: UInt8.self),
            width)
    }

    /// The elements of numbers that are whole groups, and the scale of each group.
    ///
    /// - Parameter known: The scales of numbers that were quantized before, which come back as they were.
    static func quantize(_ values: [Float], known: [Float]? = nil) -> (elements: [UInt8], scales: [Float]) {
        var elements: [UInt8] = []
        elements.reserveCapacity(values.count / 2)
        var scales: [Float] = []
        for (place, start) in stride(from: 0, to: values.count, by: group).enumerated() {
            let own = values[start..<start + group]
            let scale = known?[place] ?? bestScale(own)
            scales.append(scale)
            for half in start..<start + group / 2 {
                let (low, high) = (element(values[half], scale), element(values[half + group / 2], scale))
                elements.append(UInt8(low + 8) | UInt8(high + 8) << 4)
            }
        }
        return (elements, scales)
    }

    private static func element(_ value: Float, _ scale: Float) -> Int {
        Int(min(max((value / scale).rounded(), -largest), largest))
    }

    /// The scale with the least squared error.
    private static func bestScale(_ values: ArraySlice<Float>) -> Float {
        let most = values.lazy.map(\.magnitude).max() ?? 0
        guard most > 0 else { return 1 }
        var best: (scale: Float, error: Float) = (1, .infinity)
        for share in shares {
            let scale = Self.scale(stored(most / largest * share))
            guard scale > 0 else { continue }
            let error = values.reduce(Float(0)) { sum, value in
                let gap = value - scale * Float(element(value, scale))
                return sum + gap * gap
            }
            if error < best.error { best = (scale, error) }
        }
        return best.scale
    }
}
