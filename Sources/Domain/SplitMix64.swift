/// A random number generator that gives the same numbers for the same seed on every machine.
///
/// Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure 1.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    /// Starts the sequence of a seed.
    @inlinable public init(seed: UInt64) { state = seed }

    /// The next number of the sequence.
    @inlinable public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        return Self.mixed(state)
    }

    /// A permutation of 64 bits in which each bit of the result depends on every bit of the value.
    @inlinable public static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
