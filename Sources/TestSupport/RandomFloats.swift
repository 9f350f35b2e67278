public import Domain

extension SplitMix64 {
    /// Floats that are spread evenly over a range.
    public mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
        (0..<count).map { _ in Float.random(in: range, using: &self) }
    }
}
