import Domain

extension SplitMix64 {
    /// Uniform in [0, 1).
    mutating func uniform() -> Float {
        Float(next() >> 40) * 0x1p-24
    }

    /// Uniform in [-limit, limit).
    mutating func uniform(limit: Float) -> Float {
        (2 * uniform() - 1) * limit
    }
}
