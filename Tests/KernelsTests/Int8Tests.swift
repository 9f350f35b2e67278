import Domain
import Kernels
import TestSupport
import Testing

/// Every instruction set's int8 path against plain loops on integers, and against the portable one.
@Suite(.serialized) struct Int8Tests {
    /// Runs `body` on each instruction set that this CPU has, with its name.
    private func onEveryLevel(_ body: (String) -> Void) {
        let best = kernels_level()
        for level in KernelsTests.levels where kernels_set_level(level) == level {
            // The name is a constant of the program.
            body(unsafe String(cString: kernels_int8_name()))
        }
        kernels_set_level(best)
    }

    private func weights(_ count: Int, _ random: inout SplitMix64) -> [Int8] {
        (0..<count).map { _ in Int8.random(in: -127...127, using: &random) }
    }

    private func packed(_ w: [Int8], k: Int, n: Int) -> [Int8] {
        var packed = [Int8](repeating: 99, count: kernels_int8_packed_size(k, n))
        unsafe kernels_int8_pack(w, k, n, &packed)
        return packed
    }

    /// x (m × k) times W transposed (n × k), by columns from a panel on.
    private func product(
        _ x: [Float], _ w: [Int8], scales: [Float], bias: [Float], m: Int, k: Int, n: Int, gelu: Bool = false,
        cut: Int = 0
    ) -> [Float] {
        let packed = packed(w, k: k, n: n)
        let stride = kernels_int8_stride(k)
        let padded = (n + 31) / 32 * 32
        let rest = [Float](repeating: 0, count: padded - n)
        var sums = [Int32](repeating: 7, count: padded)
        var bytes = [UInt8](repeating: 7, count: m * stride)
        var rowScales = [Float](repeating: .nan, count: m)
        var c = [Float](repeating: .nan, count: m * n)
        unsafe kernels_int8_column_sums(packed, k, n, &sums)
        unsafe kernels_int8_quantize(x, k, m, k, &bytes, stride, &rowScales)
        let (scales, bias) = (scales + rest, bias + rest)
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe rowScales.withUnsafeBufferPointer { rowScales in
                unsafe packed.withUnsafeBufferPointer { packed in
                    unsafe sums.withUnsafeBufferPointer { sums in
                        unsafe scales.withUnsafeBufferPointer { scales in
                            unsafe bias.withUnsafeBufferPointer { bias in
                                var rows = unsafe KernelsInt8Rows(
                                    bytes: bytes.baseAddress, stride: stride, scales: rowScales.baseAddress,
                                    rows: m)
                                var matrix = unsafe KernelsInt8Matrix(
                                    packed: packed.baseAddress, sums: sums.baseAddress,
                                    scales: scales.baseAddress, bias: bias.baseAddress, k: k, n: n)
                                unsafe kernels_int8_product(&rows, &matrix, &c, n, 0, cut, gelu ? 1 : 0)
                                unsafe kernels_int8_product(&rows, &matrix, &c, n, cut, n, gelu ? 1 : 0)
                            }
                        }
                    }
                }
            }
        }
        return c
    }

    @Test func `Products of random shapes are those of plain integer loops, and the same on every level`() {
        var random = SplitMix64(seed: 11)
        for round in 0..<25 {
            // The last ones have more inputs than a block, and more rows than pass by a block together.
            let isLarge = round >= 22
            let m = round == 0 ? 0 : Int.random(in: isLarge ? 100...170 : 1...27, using: &random)
            let k = Int.random(in: isLarge ? 500...1600 : 1...300, using: &random)
            let n = Int.random(in: isLarge ? 1...40 : 1...140, using: &random)
            // Whole numbers up to 127 are their own quantized form, so that the sums can be told exactly.
            var x = (0..<m * k).map { _ in Float(Int.random(in: -127...127, using: &random)) }
            for row in 0..<m { x[row * k] = 127 }
            let w = weights(n * k, &random)
            let (scales, bias) = (random.floats(n, in: 0.01...0.02), random.floats(n))
            let cut = Int.random(in: 0...n / 32, using: &random) * 32
            var wanted: [Float] = []
            for i in 0..<m {
                for j in 0..<n {
                    var sum = 0
                    for p in 0..<k { sum += Int(x[i * k + p]) * Int(w[j * k + p]) }
                    wanted.append(Float(sum) * scales[j] + bias[j])
                }
            }
            onEveryLevel { level in
                let c = product(x, w, scales: scales, bias: bias, m: m, k: k, n: n, cut: cut)
                let off = zip(c, wanted).contains { ($0 - $1).magnitude > 1e-6 * $1.magnitude + 1e-4 }
                #expect(!off && c.count == wanted.count, "\(level) \(m)×\(k)×\(n)")
            }
        }
    }

    @Test func `Packed rows come back as they were`() {
        var random = SplitMix64(seed: 12)
        for (k, n) in [(1, 1), (3, 33), (384, 32), (130, 70)] {
            let w = weights(n * k, &random)
            let packed = packed(w, k: k, n: n)
            for row in 0..<n {
                var back = [Int8](repeating: 0, count: k)
                unsafe kernels_int8_unpack_row(packed, k, row, &back)
                #expect(back == Array(w[row * k..<(row + 1) * k]))
            }
        }
    }

    @Test func `The product's GELU is the exact one within 1e-4`() {
        let x = (-200...200).map { Float($0) / 20 }
        var exact = x
        unsafe kernels_gelu(&exact, exact.count)
        // With no inputs that count the product is its bias alone.
        onEveryLevel { level in
            let found = product(
                [0], [Int8](repeating: 0, count: x.count), scales: [Float](repeating: 1, count: x.count),
                bias: x, m: 1, k: 1, n: x.count, gelu: true)
            for (found, exact) in zip(found, exact) { #expect((found - exact).magnitude < 1e-4, "\(level)") }
        }
    }

    @Test func `Rows are quantized to the nearest of 255 steps, on every length`() {
        var random = SplitMix64(seed: 13)
        for k in 1...130 {
            var x = random.floats(k, in: -3...3)
            if k == 7 { x = [Float](repeating: 0, count: k) }
            onEveryLevel { level in
                let offset: Int = level.contains("vnni") ? 128 : 0
                var bytes = [UInt8](repeating: 1, count: kernels_int8_stride(k))
                var scale: Float = .nan
                unsafe kernels_int8_quantize(x, k, 1, k, &bytes, bytes.count, &scale)
                for (value, byte) in zip(x, bytes) {
                    let step = offset == 0 ? Int(Int8(bitPattern: byte)) : Int(byte) - offset
                    #expect((Float(step) * scale - value).magnitude <= scale * 0.5001, "\(level) \(k)")
                }
            }
        }
    }

    @Test func `A layer norm leaves the fp32 one's numbers, and their quantized form`() {
        var random = SplitMix64(seed: 14)
        for width in [1, 5, 16, 31, 64, 130, 384] {
            let rows = 3
            let (x, residual) = (random.floats(rows * width), random.floats(rows * width))
            let (gain, bias) = (random.floats(width), random.floats(width))
            var wanted = x
            unsafe kernels_layer_norm(&wanted, residual, gain, bias, 1e-5, rows, width)
            onEveryLevel { level in
                let stride = kernels_int8_stride(width)
                var (found, scales) = (x, [Float](repeating: 0, count: rows))
                var (bytes, again) = (
                    [UInt8](repeating: 0, count: rows * stride), [Float](repeating: 0, count: rows)
                )
                unsafe kernels_int8_layer_norm(
                    &found, residual, gain, bias, 1e-5, rows, width, &bytes, stride, &scales)
                for (a, b) in zip(found, wanted) { #expect((a - b).magnitude < 2e-4, "\(level) \(width)") }
                var separately = [UInt8](repeating: 0, count: rows * stride)
                unsafe kernels_int8_quantize(found, width, rows, width, &separately, stride, &again)
                #expect(bytes == separately)
                #expect(scales == again)
            }
        }
    }

    @Test func `Attention is the fp32 path's on every number of tokens`() {
        var random = SplitMix64(seed: 15)
        let headWidth = 32
        for tokens in Array(1...70) + [127, 128, 129, 512] {
            let stride = 3 * headWidth
            let qkv = random.floats(tokens * stride, in: -2...2)
            func attention(
                _ kernel: (
                    UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Int,
                    UnsafeMutablePointer<Float>, Int, Int, Int, UnsafeMutablePointer<Float>
                ) -> Void, scratch: Int
            ) -> [Float] {
                var out = [Float](repeating: .nan, count: tokens * headWidth)
                var scratch = [Float](repeating: .nan, count: scratch)
                unsafe qkv.withUnsafeBufferPointer { qkv in
                    guard let q = qkv.baseAddress else { return }
                    unsafe kernel(
                        q, q + headWidth, q + 2 * headWidth, stride, &out, headWidth, tokens, headWidth,
                        &scratch)
                }
                return out
            }
            let wanted = unsafe attention(
                kernels_attention, scratch: kernels_attention_scratch(tokens, headWidth))
            onEveryLevel { level in
                let found = unsafe attention(
                    kernels_int8_attention, scratch: kernels_int8_attention_scratch(tokens, headWidth))
                let off = zip(found, wanted).contains { !(($0 - $1).magnitude < 1e-5) }
                #expect(!off, "\(level) \(tokens)")
            }
        }
    }
}
