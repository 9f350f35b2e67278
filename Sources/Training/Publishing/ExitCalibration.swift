public import Classification
import Domain
public import Tokenization

// How confident the exit must be. A text that leaves with another answer than the whole model's is a
// disagreement; for each head the confidence is the lowest with which those are at most a share ε of all
// validation texts, and ε is the largest of a few with which no validation set loses more than is allowed.

/// The largest ε: more would lean on gains and losses that happen to cancel out on the validation texts.
private let largestShare = 0.01

/// What an exit does to the validation texts.
public struct ExitOutcome: Sendable {
    /// The exit with the confidences that were found.
    public let exit: EarlyExit
    /// The share of all validation texts that leave early.
    public let leaving: Double
    /// The most that any set loses in accuracy or macro-F1; negative where all gain.
    public let loss: Double
    /// The mean cosine between the pooled vectors of the texts that leave and those that the whole model has
    /// for them.
    public let cosine: Double
}

/// Finds the confidences of an exit with which no validation set loses more than `tolerance` in accuracy or
/// macro-F1.
///
/// - Parameter classifier: The model with the exit, whatever its confidences.
/// - Returns: nil when the model has no exit.
public func calibratedExit(
    of classifier: Classifier, whole: Classifier, tokenizer: Tokenizer, corpus: Corpus, tolerance: Double
) -> ExitOutcome? {
    guard let exit = classifier.exit,
        let sets = exitAnswers(of: classifier, whole: whole, tokenizer: tokenizer, corpus: corpus)
    else { return nil }
    // Ends with a share at which nothing disagrees, which loses nothing.
    let outcomes = (0...20).reversed().lazy.map { Double($0) / 20 * largestShare }.map { share in
        sets.outcome(of: sets.exit(after: exit.layers, heads: classifier.heads, disagreeing: share))
    }
    return outcomes.first { $0.loss <= tolerance } ?? outcomes.last
}

/// What the whole model and its exit say of a text of a validation set.
private struct AnsweredText {
    let text: LabeledText
    let whole: Assessment
    let exit: Assessment
}

private struct AnsweredSet {
    let head: HeadSpec
    let texts: [AnsweredText]
}

private func exitAnswers(
    of classifier: Classifier, whole: Classifier, tokenizer: Tokenizer, corpus: Corpus
) -> [AnsweredSet]? {
    var sets: [AnsweredSet] = []
    for (_, head, texts) in corpus.validation {
        let (batch, entities) = tokenizer.questions(texts)
        guard let early = classifier.assessmentsAtExit(of: batch, entities: entities) else { return nil }
        let late = whole.assess(batch, entities: entities)
        sets.append(
            AnsweredSet(
                head: head,
                texts: zip(texts, zip(late, early)).map { AnsweredText(text: $0, whole: $1.0, exit: $1.1) }))
    }
    return sets
}

extension [AnsweredSet] {
    /// The lowest confidences with which each head disagrees about at most `share` of its answers.
    fileprivate func exit(after layers: Int, heads: [HeadSpec], disagreeing share: Double) -> EarlyExit {
        let texts = flatMap(\.texts)
        let thresholds = heads.map { head -> (HeadName, Float) in
            let answers = texts.flatMap { text in
                zip(text.exit.answers(of: head), text.whole.answers(of: head)).compactMap { exit, whole in
                    exit.map { ($0.confidence, $0.label == whole?.label) }
                }
            }
            return (head.name, leastConfidence(answers, disagreeing: share))
        }
        return EarlyExit(
            layers: layers, thresholds: Dictionary(thresholds, uniquingKeysWith: { first, _ in first }))
    }

    fileprivate func outcome(of exit: EarlyExit) -> ExitOutcome {
        let losses = map { set in
            func evaluation(_ assessment: (AnsweredText) -> Assessment) -> Evaluation {
                Evaluation(
                    set.texts.flatMap { judged(set.head, $0.text, assessment($0)) }, labels: set.head.labels)
            }
            let before = evaluation(\.whole)
            let after = evaluation { exit.lets($0.exit) ? $0.exit : $0.whole }
            return Swift.max(before.accuracy - after.accuracy, before.macroF1 - after.macroF1)
        }
        let texts = flatMap(\.texts)
        let leaving = texts.filter { exit.lets($0.exit) }
        return ExitOutcome(
            exit: exit, leaving: Double(leaving.count) / Double(Swift.max(texts.count, 1)),
            loss: losses.max() ?? 0,
            cosine: leaving.reduce(0) { $0 + cosine($1.exit.embedding, $1.whole.embedding) }
                / Double(Swift.max(leaving.count, 1)))
    }
}

private func cosine(_ a: [Float], _ b: [Float]) -> Double {
    func dot(_ x: [Float], _ y: [Float]) -> Double {
        zip(x, y).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
}

/// The least confidence from which on at most `share` of all answers disagree; above 1 where not even the
/// surest may.
func leastConfidence(_ answers: [(confidence: Float, agrees: Bool)], disagreeing share: Double) -> Float {
    var allowed = Int(Double(answers.count) * share)
    var least: Float = 1.01
    for answer in answers.sorted(by: { $0.confidence > $1.confidence }) {
        if !answer.agrees { allowed -= 1 }
        // Answers as confident as one that may not leave do not leave either.
        if allowed < 0 { return answer.confidence.nextUp }
        least = answer.confidence
    }
    return least
}
