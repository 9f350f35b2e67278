import Domain
import Kernels

/// A classification head: p = softmax(W₂ GELU(W₁ y + b₁) + b₂), calibrated.
struct Head: Sendable {
    let spec: HeadSpec
    private let expand: Linear
    private let output: Linear
    private let temperature: AdaptiveTemperature?

    /// Reads a head of a file of weights.
    ///
    /// - Parameters:
    ///   - prefix: Before the names of its tensors.
    ///   - temperature: How its answers are calibrated.
    init(
        _ spec: HeadSpec, from weights: WeightsFile, prefix: String, temperature: AdaptiveTemperature?
    ) throws(WeightsError) {
        let (width, hidden) = (weights.header.encoder.width, weights.header.headWidth)
        let name = prefix + spec.tensorName
        self.spec = spec
        self.temperature = temperature
        expand = try Linear(
            weights, "\(name).expand", inputs: spec.scope == .entity ? 2 * width : width, outputs: hidden)
        output = try Linear(weights, "\(name).output", inputs: hidden, outputs: spec.labels.count)
    }

    /// The head's answer to each row of inputs.
    func answers(to inputs: Matrix) -> [HeadAnswer] {
        var hidden = expand(inputs)
        gelu(&hidden.values)
        let logits = output(hidden)
        return (0..<logits.rows).map { row in
            var probabilities = logits.row(row)
            // The kernel reads and writes probabilities.count elements.
            unsafe kernels_softmax(&probabilities, probabilities.count)
            return HeadAnswer(
                head: spec.name, labels: spec.labels,
                probabilities: temperature?.calibrated(probabilities) ?? probabilities)
        }
    }
}
