import Domain
import Kernels
import TestSupport
import Testing

/// Rows of weights, from and to how they are stored, against plain loops.
struct StoredRowsTests {
    private static let group = 32

    @Test func `A row of four-bit elements is added group by group, with each group's scale`() {
        var random = SplitMix64(seed: 7)
        for groups in [0, 1, 3, 12] {
            let scales = (0..<groups).map { _ in Float.random(in: 0.01...2, using: &random) }
            let values = (0..<groups * Self.group).map { _ in Int.random(in: -7...7, using: &random) }
            var stored: [UInt8] = []
            for scale in scales {
                let upper = UInt16(truncatingIfNeeded: scale.bitPattern >> 16)
                stored += [UInt8(truncatingIfNeeded: upper), UInt8(truncatingIfNeeded: upper >> 8)]
            }
            let elements = (0..<groups).flatMap { group in
                (0..<Self.group / 2).map { half in
                    let low = values[group * Self.group + half] + 8
                    return UInt8(low | (values[group * Self.group + half + Self.group / 2] + 8) << 4)
                }
            }
            var sum = [Float](repeating: 1, count: values.count)
            unsafe kernels_add_int4(&sum, elements, stored, values.count)
            for (place, value) in values.enumerated() {
                let scale = Float(bitPattern: scales[place / Self.group].bitPattern & 0xFFFF_0000)
                #expect(sum[place] == 1 + scale * Float(value))
            }
        }
    }

    @Test func `A quantized row is at most half a step from its numbers, and the largest is exact`() {
        var random = SplitMix64(seed: 8)
        for count in [1, 31, 384] {
            let values = (0..<count).map { _ in Float.random(in: -3...3, using: &random) }
            var elements = [Int8](repeating: 99, count: count)
            let scale = unsafe kernels_quantize_row(&elements, values, 0, count)
            for (element, value) in zip(elements, values) {
                #expect(abs(Float(element) * scale - value) <= scale * 0.5001)
            }
            #expect(elements.map { abs(Int($0)) }.max() == 127)
        }
    }

    @Test func `A row keeps a scale that is known, and a row of zeros has 1`() {
        var elements = [Int8](repeating: 99, count: 5)
        let scale = unsafe kernels_quantize_row(&elements, [1, -1, 0.24, -0.26, 1000], 0.5, 5)
        #expect(scale == 0.5)
        #expect(elements == [2, -2, 0, -1, 127])
        #expect(unsafe kernels_quantize_row(&elements, [0, 0, 0, 0, 0], 0, 5) == 1)
        #expect(elements == [0, 0, 0, 0, 0])
    }
}
