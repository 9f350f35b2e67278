// SHA-256 (FIPS 180-4) and HMAC (RFC 2104), for the signature of webhooks alone: a library of cryptography
// would be many times the size of all of Bellwether.

/// HMAC-SHA-256 in hexadecimal.
func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> String {
    var block = key.count > 64 ? sha256(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let digest = sha256(block.map { $0 ^ 0x5C } + sha256(block.map { $0 ^ 0x36 } + message))
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

func sha256(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]
    var bytes = message + [0x80]
    bytes += [UInt8](repeating: 0, count: (120 - bytes.count % 64) % 64)
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: (UInt64(message.count) * 8) >> (56 - 8 * UInt64($0))) }
    for start in stride(from: 0, to: bytes.count, by: 64) {
        compress(bytes[start..<start + 64], into: &state)
    }
    return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
}

/// One block (FIPS 180-4, 6.2.2).
private func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    func rotated(_ x: UInt32, _ bits: UInt32) -> UInt32 { x >> bits | x << (32 - bits) }
    var w = (0..<16).map { word in
        (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(block[block.startIndex + word * 4 + $1]) }
    }
    for t in 16..<64 {
        let s0 = rotated(w[t - 15], 7) ^ rotated(w[t - 15], 18) ^ w[t - 15] >> 3
        let s1 = rotated(w[t - 2], 17) ^ rotated(w[t - 2], 19) ^ w[t - 2] >> 10
        w.append(w[t - 16] &+ s0 &+ w[t - 7] &+ s1)
    }
    var v = state
    for t in 0..<64 {
        let s1 = rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)
        let t1 = v[7] &+ s1 &+ ((v[4] & v[5]) ^ (~v[4] & v[6])) &+ roundConstants[t] &+ w[t]
        let s0 = rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)
        let t2 = s0 &+ ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))
        v = [t1 &+ t2, v[0], v[1], v[2], v[3] &+ t1, v[4], v[5], v[6]]
    }
    for index in state.indices { state[index] &+= v[index] }
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
private let roundConstants: [UInt32] = {
    let primes = (2...311).filter { n in !(2..<n).contains { n % $0 == 0 } }
    return primes.map { prime in
        // ⌊2³² ∛p⌋ by bisection in whole numbers: the largest r with r³ ≤ p 2⁹⁶.
        var low: UInt64 = 0
        var high: UInt64 = 8 << 32
        while high - low > 1 {
            let middle = (low + high) / 2
            if cubeIsAtMost(middle, prime) { low = middle } else { high = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }
}()

/// Whether r³ ≤ p 2⁹⁶, for r < 2³⁵.
private func cubeIsAtMost(_ r: UInt64, _ p: Int) -> Bool {
    let square = r.multipliedFullWidth(by: r)
    // r² < 2⁷⁰, r³ < 2¹⁰⁵: two products of 64 by 64 bits, added at their places.
    let low = square.low.multipliedFullWidth(by: r)
    let high = square.high &* r &+ low.high
    // p 2⁹⁶ is p 2³² at the place of 2⁶⁴.
    let wanted = UInt64(p) << 32
    return high < wanted || high == wanted && low.low == 0
}
