import Domain
import Glibc

// Several types of adverse events may hold at once, so that each has a probability of its own:
//
//   x = the mean states of some layers, side by side       p = sigmoid(W₂ GELU(W₁ x + b₁) + b₂)
//
// The first output is for an event of any type, the others for each type. The layers are those of an encoder
// that was trained for other heads and stays as it is: what a text is about is in the middle of it as well as
// at its end. Calibration is a factor and a shift of each logit, which W₂ and b₂ have in them.

/// Judges from mean states whether a text reports an adverse event, and of which types.
struct RiskHead: Sendable {
    /// The layers, counted from 1, whose mean states it takes.
    let layers: [Int]
    private let types: [RiskType]
    /// Below this probability of an adverse event its word at the exit is final; nil over the last layer.
    private let settled: Float?
    private let expand: Linear
    private let output: Linear
    private let sufferer: (expand: Linear, output: Linear)?

    /// Reads the head of a file of weights, or that at its exit.
    ///
    /// - Throws: `WeightsError` when a tensor is missing or of another shape, or the header asks for what
    ///   cannot be.
    init(_ spec: RiskSpec, from weights: WeightsFile, at exit: EarlyExit?) throws(WeightsError) {
        let shape = weights.header.encoder
        let exitLayers = weights.header.exit?.layers
        if let problem = spec.problem(encoderLayers: shape.layers, exitLayers: exitLayers) {
            throw .badHeader(path: weights.path, reason: problem)
        }
        let own = exit == nil ? nil : spec.exit
        let prefix = own == nil ? TensorName.risk : TensorName.exitRisk
        let width = own?.width ?? spec.width
        layers = own?.layers ?? spec.layers
        types = spec.types
        settled = own?.settled
        expand = try Linear(
            weights, "\(prefix)expand", inputs: layers.count * shape.width, outputs: width)
        output = try Linear(weights, "\(prefix)output", inputs: width, outputs: 1 + types.count)
        // What is settled at the exit has no event, and so nobody who suffers it.
        sufferer =
            if let width = spec.sufferer, exit == nil {
                (
                    try Linear(
                        weights, "\(TensorName.sufferer)expand", inputs: 2 * shape.width, outputs: width),
                    try Linear(weights, "\(TensorName.sufferer)output", inputs: width, outputs: 1)
                )
            } else { nil }
    }

    /// What the head says of each row of mean states.
    func scores(of means: Matrix) -> [RiskScores] {
        var hidden = expand(means)
        gelu(&hidden.values)
        let logits = output(hidden)
        return (0..<logits.rows).map { row in
            let probabilities = logits.row(row).map { 1 / (1 + expf(-$0)) }
            return RiskScores(
                adverse: probabilities[0], types: types, probabilities: Array(probabilities[1...]),
                isEarly: settled != nil)
        }
    }

    /// The probability that an entity suffers the event, if the text reports one; 1 where nobody can tell.
    ///
    /// - Parameter input: The vector pooled for the entity and the mean of its tokens' states, side by side.
    func suffers(_ input: Matrix) -> Float {
        guard let sufferer else { return 1 }
        var hidden = sufferer.expand(input)
        gelu(&hidden.values)
        return 1 / (1 + expf(-sufferer.output(hidden).values[0]))
    }

    /// Whether what it said at the exit of a text without a sign of trouble is final.
    func settles(_ assessment: Assessment) -> Bool {
        guard let settled, let risk = assessment.risk else { return true }
        return risk.adverse < settled
    }
}
