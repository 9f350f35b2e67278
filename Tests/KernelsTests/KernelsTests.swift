import Domain
import Kernels
import TestSupport
import Testing

/// Every instruction set against plain loops in double precision, on every length 0–130 and on random shapes.
@Suite(.serialized) struct KernelsTests {
    static let levels = [KERNELS_PORTABLE, KERNELS_AVX2, KERNELS_AVX512]

    /// Runs `body` on each instruction set that this CPU has.
    private func onEveryLevel(_ body: (String) -> Void) {
        let best = kernels_level()
        for level in Self.levels where kernels_set_level(level) == level { body("level \(level.rawValue)") }
        kernels_set_level(best)
    }

    private func packed(_ b: [Float], rowStride: Int, columnStride: Int, k: Int, n: Int) -> [Float] {
        unsafe [Float](unsafeUninitializedCapacity: kernels_packed_size(k, n)) { out, count in
            if let start = out.baseAddress { unsafe kernels_pack(b, rowStride, columnStride, k, n, start) }
            count = kernels_packed_size(k, n)
        }
    }

    private func plainProduct(_ a: [Float], _ b: [Float], m: Int, k: Int, n: Int) -> [Double] {
        var c = [Double](repeating: 0, count: m * n)
        for i in 0..<m {
            for j in 0..<n {
                for p in 0..<k { c[i * n + j] += Double(a[i * k + p]) * Double(b[p * n + j]) }
            }
        }
        return c
    }

    private func transposed(_ a: [Float], rows: Int, columns: Int) -> [Float] {
        (0..<rows * columns).map { a[$0 % rows * columns + $0 / rows] }
    }

    @Test func `Products of random shapes are those of plain loops`() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<40 {
            let m = Int.random(in: 1...40, using: &random)
            let k = Int.random(in: 1...500, using: &random)
            let n = Int.random(in: 1...70, using: &random)
            let (a, b) = (random.floats(m * k), random.floats(k * n))
            let wanted = plainProduct(a, b, m: m, k: k, n: n)
            let turned = transposed(a, rows: m, columns: k)
            onEveryLevel { level in
                let packedB = packed(b, rowStride: n, columnStride: 1, k: k, n: n)
                var plain = [Float](repeating: .nan, count: m * n)
                var strided = plain
                unsafe kernels_product(a, k, packedB, nil, &plain, n, m, k, n)
                unsafe kernels_product_strided(turned, 1, m, packedB, &strided, n, m, k, n)
                for (index, value) in wanted.enumerated() {
                    #expect((Double(plain[index]) - value).magnitude < 1e-4, "\(level) \(m)×\(k)×\(n)")
                    #expect((Double(strided[index]) - value).magnitude < 1e-4, "\(level) \(m)×\(k)×\(n)")
                }
            }
        }
    }

    @Test func `bfloat16 products are those of rounded factors within fp32 rounding`() {
        guard kernels_has_bf16() != 0 else { return }
        func rounded(_ x: Float) -> Float {
            let bits = x.bitPattern
            return Float(bitPattern: ((bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16) << 16)
        }
        var random = SplitMix64(seed: 2)
        for _ in 0..<40 {
            let m = Int.random(in: 1...40, using: &random)
            let k = Int.random(in: 1...700, using: &random)
            let n = Int.random(in: 1...70, using: &random)
            let (a, b) = (random.floats(m * k), random.floats(k * n))
            let wanted = plainProduct(a.map(rounded), b.map(rounded), m: m, k: k, n: n)
            let turned = transposed(a, rows: m, columns: k)
            let turnedB = transposed(b, rows: k, columns: n)
            for (values, row, column) in [(b, n, 1), (turnedB, 1, k)] {
                let size = kernels_packed_size_bf16(k, n)
                let packedB = unsafe [UInt16](unsafeUninitializedCapacity: size) { out, count in
                    if let start = out.baseAddress {
                        unsafe kernels_pack_bf16(values, row, column, k, n, start)
                    }
                    count = size
                }
                var plain = [Float](repeating: .nan, count: m * n)
                var strided = plain
                unsafe kernels_product_bf16(a, k, 1, packedB, &plain, n, m, k, n)
                unsafe kernels_product_bf16(turned, 1, m, packedB, &strided, n, m, k, n)
                for (index, value) in wanted.enumerated() {
                    #expect((Double(plain[index]) - value).magnitude < 1e-4, "\(m)×\(k)×\(n)")
                    #expect(plain[index] == strided[index])
                }
            }
        }
    }

    @Test func `Row operations of every length are those of plain loops`() {
        var random = SplitMix64(seed: 3)
        for count in 0...130 {
            let (x, y) = (random.floats(count, in: -6...6), random.floats(count))
            let sum = zip(x, y).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            let largest = x.max() ?? 0
            let total = x.reduce(0.0) { $0 + exponential(Double($1 - largest)) }
            onEveryLevel { level in
                #expect(
                    unsafe (Double(kernels_dot(x, y, count)) - sum).magnitude < 1e-4, "\(level) dot \(count)")
                var (gelu, tanh, softmax) = (x, x, x)
                unsafe kernels_gelu(&gelu, count)
                unsafe kernels_tanh(&tanh, count)
                if count > 0 { unsafe kernels_softmax(&softmax, count) }
                for (index, value) in x.enumerated() {
                    let z = Double(value)
                    #expect(
                        (Double(gelu[index]) - z * normalDistribution(z)).magnitude < 3e-6,
                        "\(level) gelu \(z)")
                    #expect(
                        (Double(tanh[index]) - hyperbolicTangent(z)).magnitude < 1e-6, "\(level) tanh \(z)")
                    let share = exponential(z - Double(largest)) / total
                    #expect((Double(softmax[index]) - share).magnitude < 1e-6, "\(level) softmax \(z)")
                }
            }
        }
    }

    @Test func `A row's product is the same in any company`() {
        var random = SplitMix64(seed: 4)
        let (k, n) = (384, 96)
        let (a, b) = (random.floats(50 * k), random.floats(k * n))
        onEveryLevel { level in
            let packedB = packed(b, rowStride: n, columnStride: 1, k: k, n: n)
            var together = [Float](repeating: 0, count: 50 * n)
            unsafe kernels_product(a, k, packedB, nil, &together, n, 50, k, n)
            for row in [0, 11, 12, 47, 49] {
                var alone = [Float](repeating: 0, count: n)
                unsafe kernels_product(Array(a[row * k..<(row + 1) * k]), k, packedB, nil, &alone, n, 1, k, n)
                #expect(alone == Array(together[row * n..<(row + 1) * n]), "\(level) row \(row)")
            }
        }
    }

    @Test func `Dropout keeps the mean, drops its share, and repeats itself`() {
        let ones = [Float](repeating: 1, count: 20_000)
        onEveryLevel { level in
            var (first, again, other) = (ones, ones, ones)
            unsafe kernels_dropout(&first, first.count, 7, 0.1)
            unsafe kernels_dropout(&again, again.count, 7, 0.1)
            unsafe kernels_dropout(&other, other.count, 8, 0.1)
            #expect(first == again)
            #expect(first != other)
            let dropped = first.count { $0 == 0 }
            #expect((1800...2200).contains(dropped), "\(level)")
            #expect(first.allSatisfy { $0 == 0 || ($0 - 1 / 0.9).magnitude < 1e-6 })
        }
    }

    @Test func `The checksum is that of the standard`() {
        // RFC 3720, appendix B.4: 32 bytes of zeros, and the digits 1 to 9 of every CRC catalogue.
        #expect(unsafe kernels_crc32c(0, [UInt8](repeating: 0, count: 32), 32) == 0x8A91_36AA)
        #expect(unsafe kernels_crc32c(0, Array("123456789".utf8), 9) == 0xE306_9283)
        let halves = unsafe kernels_crc32c(kernels_crc32c(0, Array("1234".utf8), 4), Array("56789".utf8), 5)
        #expect(halves == 0xE306_9283)
    }
}
