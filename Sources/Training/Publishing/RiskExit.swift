import Classification
import Domain
import Tokenization

// Most texts have no sign of trouble, and the first layers see that. A judge over them learns to say what the
// whole head says; below a probability at which it misses next to no text that the whole head finds, its word
// is final, and the text needs no further layer for its risks.

/// An encoder that learns nothing, with its tokenizer.
struct FrozenEncoder {
    /// One text in this many is kept from the judge at the exit, to set its threshold on.
    private static let heldOut = 10
    /// The judge at the exit learns from many texts, which need less to keep it from learning them by heart.
    private static let dropout: Float = 0.1

    let classifier: Classifier
    let tokenizer: Tokenizer

    /// The mean states of texts behind some layers, side by side.
    func states(of texts: [String], after layers: [Int]) -> Matrix {
        classifier.meanStates(of: tokenizer.tokenize(texts), after: layers)
    }

    /// The judge at the exit, the probability below which its word is final, and the share of texts for which
    /// that is so.
    func earlyJudge(
        of head: RiskNet, _ texts: [String], _ settings: RiskSettings
    ) throws -> (net: RiskNet, threshold: Float, share: Double) {
        let compute = Compute(threads: settings.threads, prefersBfloat16: false)
        var targets = head.logits(states(of: texts, after: settings.layers), compute)
        for index in targets.values.indices { targets.values[index] = sigmoid(targets.values[index]) }
        let lesson = RiskLesson(
            inputs: states(of: texts, after: settings.exitLayers), targets: targets)
        let kept = texts.indices.filter { $0 % Self.heldOut == 0 }
        let net = lesson.selecting(texts.indices.filter { $0 % Self.heldOut != 0 }).learned(
            width: settings.exitWidth, epochs: settings.exitEpochs, dropout: Self.dropout, settings)
        let test = lesson.selecting(kept)
        let early = net.logits(test.inputs, compute)
        let answers = (0..<kept.count).map { row in
            (sigmoid(early.row(row)[0]), test.targets.row(row)[0] >= AdverseEvent.threshold)
        }
        let threshold = settledBelow(answers, missed: settings.missed)
        let share = Double(answers.count { $0.0 < threshold }) / Double(max(answers.count, 1))
        return (net, threshold, share)
    }
}

/// The largest probability below which at most a share of the adverse texts lies; 0 where there are none.
func settledBelow(_ answers: [(early: Float, isAdverse: Bool)], missed share: Double) -> Float {
    let adverse = answers.filter(\.isAdverse).map(\.early).sorted()
    guard !adverse.isEmpty else { return 0 }
    return adverse[min(Int(Double(adverse.count) * share), adverse.count - 1)]
}
