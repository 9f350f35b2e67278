/// The sums of a series over its last rows, for four lengths, over one ring.
///
/// A sum gains the row that comes and loses the one that leaves. What that leaves of rounding is removed once
/// a ring length, and when so much leaves that little remains.
struct TrailingSums: Codable, Equatable, Sendable {
    /// Rows at most, 8 MB: 16 hours of rows a twentieth of a second apart.
    private static let mostRows = 1 << 20
    /// How many times what remains may leave a sum before it is added up anew.
    ///
    /// Twice in one length is not possible, so that it costs no more than a row does.
    private static let greatestLoss = 0x1p20

    /// Rows of each sum, the longest last.
    let lengths: SIMD4<Double>
    private(set) var values = SIMD4<Double>.zero
    /// Rows so far, those that were skipped included.
    private(set) var rows = 0

    private let counts: SIMD4<Int>
    private var ring: [Double]
    private var next = 0

    /// Rows that are kept.
    var capacity: Int { ring.count }

    /// - Parameter lengths: Four lengths in rows, the longest last, each at least 1.
    init(lengths: [Int]) {
        counts = SIMD4(lengths.map { min($0, Self.mostRows) })
        self.lengths = SIMD4<Double>(counts)
        ring = [Double](repeating: 0, count: counts[3])
    }

    /// Adds a row to the sums.
    mutating func add(_ value: Double) {
        var isLossy = SIMDMask<SIMD4<Int64>>(repeating: next + 1 == ring.count)
        for scale in 0..<4 {
            let place = next - counts[scale]
            let leaving = ring[place < 0 ? place + ring.count : place]
            // A row is its own sum, which no rounding spoils.
            let sum = counts[scale] == 1 ? value : values[scale] + (value - leaving)
            values[scale] = sum
            if counts[scale] > 1, leaving > Self.greatestLoss * sum { isLossy[scale] = true }
        }
        ring[next] = value
        next = next + 1 == ring.count ? 0 : next + 1
        rows += 1
        guard any(isLossy) else { return }
        for scale in 0..<4 where isLossy[scale] { addUp(scale) }
    }

    /// Adds rows of 0; as many as the ring has make it empty.
    mutating func skip(_ count: Int) {
        for _ in 0..<count { add(0) }
    }

    /// Adds up a sum as the ring has it.
    private mutating func addUp(_ scale: Int) {
        var sum = 0.0
        for age in 1...counts[scale] {
            let place = next - age
            sum += ring[place < 0 ? place + ring.count : place]
        }
        values[scale] = sum
    }
}
