import Glibc

// Probabilities that mean what they say. One temperature a head cannot help where sure answers are too modest
// and doubtful ones too bold, as label smoothing leaves them; so T grows with the entropy of the answer
// (Balanya et al. 2022, "Adaptive temperature scaling for robust calibration of deep neural networks", HTS,
// here with a power in place of a softplus):
//
//   T = eᵇ H̄ʷ     H̄ = −Σ p ln p / ln K     p ← softmax(ln p / T)
//
// The order of the labels stays as it is.

/// How the probabilities of a head are sharpened or flattened, by their own entropy.
public struct AdaptiveTemperature: Sendable, Equatable, Codable {
    /// H̄ is not taken for less: below it an answer is as sure as it can be.
    private static let leastEntropy: Float = 1e-3
    private static let leastProbability: Float = 1e-9
    private static let bounds: ClosedRange<Float> = 0.2...5

    /// b.
    public let bias: Float
    /// w.
    public let slope: Float

    /// T = eᵇ H̄ʷ; both 0 leave probabilities as they are.
    public init(bias: Float, slope: Float) {
        self.bias = bias
        self.slope = slope
    }

    /// The calibrated probabilities, which sum to 1.
    package func calibrated(_ probabilities: [Float]) -> [Float] {
        guard probabilities.count > 1 else { return probabilities }
        let logarithms = probabilities.map { logf(max($0, Self.leastProbability)) }
        let entropy = -zip(probabilities, logarithms).reduce(0) { $0 + $1.0 * $1.1 }
        let share = min(max(entropy / logf(Float(probabilities.count)), Self.leastEntropy), 1)
        let wanted = expf(bias + slope * logf(share))
        let temperature = min(max(wanted, Self.bounds.lowerBound), Self.bounds.upperBound)
        let largest = logarithms.max() ?? 0
        let powers = logarithms.map { expf(($0 - largest) / temperature) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
