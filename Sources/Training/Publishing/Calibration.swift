public import Classification
public import Domain
import Glibc
public import Tokenization

// Probabilities that mean what they say. Training ends with temperature scaling (Guo et al. 2017, 4.2), p =
// softmax(z / T), with one T a head that divides the head's last layer; the file that ships has an
// `AdaptiveTemperature` besides. Both minimize the cross-entropy on validation texts and leave predictions as
// they are.

/// The T that minimizes the mean cross-entropy of softmax(ln p / T), between 1/4 and 4.
///
/// - Parameters:
///   - probabilities: softmax(z), a row a text.
///   - labels: what the texts are.
func temperature(_ probabilities: Matrix, labels: [Int]) -> Float {
    expf(adaptiveTemperature(probabilities, labels: labels, slopes: 0...0).bias)
}

/// The T = eᵇ H̄ʷ that minimizes the mean cross-entropy; golden-section search on w, and within it on b.
///
/// - Parameters:
///   - probabilities: a row a text.
///   - labels: what the texts are.
func adaptiveTemperature(
    _ probabilities: Matrix, labels: [Int], slopes: ClosedRange<Float> = -0.5...1
) -> AdaptiveTemperature {
    precondition(probabilities.rows == labels.count)
    guard !labels.isEmpty else { return AdaptiveTemperature(bias: 0, slope: 0) }
    let rows = (0..<probabilities.rows).map { probabilities.row($0) }
    func loss(_ temperature: AdaptiveTemperature) -> Double {
        zip(rows, labels).reduce(0) { sum, answer in
            sum - log(max(Double(temperature.calibrated(answer.0)[answer.1]), 1e-30))
        }
    }
    func best(_ slope: Float) -> (place: Float, value: Double) {
        minimum(logf(0.25)...logf(4)) { loss(AdaptiveTemperature(bias: $0, slope: slope)) }
    }
    let slope =
        slopes.lowerBound < slopes.upperBound
        ? minimum(slopes) { best($0).value }.place : slopes.lowerBound
    return AdaptiveTemperature(bias: best(slope).place, slope: slope)
}

/// Where a function with one minimum in a range has it, by golden-section search, and its value there.
private func minimum(
    _ range: ClosedRange<Float>, _ function: (Float) -> Double
) -> (place: Float, value: Double) {
    let ratio = (Float(5).squareRoot() - 1) / 2
    var (low, high) = (range.lowerBound, range.upperBound)
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atLeft, atRight) = (function(left), function(right))
    while high - low > 1e-3 {
        if atLeft < atRight {
            (high, right, atRight) = (right, left, atLeft)
            left = high - ratio * (high - low)
            atLeft = function(left)
        } else {
            (low, left, atLeft) = (left, right, atRight)
            right = low + ratio * (high - low)
            atRight = function(right)
        }
    }
    let middle = (low + high) / 2
    return (middle, function(middle))
}

/// The mean of −ln p over the probabilities stated for the true labels; a p below 1e-7 counts as that.
func logLoss(_ probabilities: [Float]) -> Double {
    -probabilities.reduce(0) { $0 + log(max(Double($1), 1e-7)) } / Double(max(probabilities.count, 1))
}

/// How far stated confidence and accuracy are apart, weighted by texts, over bins of equal width.
///
/// Source: Naeini, Cooper and Hauskrecht 2015, as in Guo and others 2017, equation 5.
func expectedCalibrationError(_ predictions: [(confidence: Double, isRight: Bool)], bins: Int = 15) -> Double
{
    guard !predictions.isEmpty else { return 0 }
    var sums = [(confidence: Double, right: Double)](repeating: (0, 0), count: bins)
    for prediction in predictions {
        let bin = min(max(Int(prediction.confidence * Double(bins)), 0), bins - 1)
        sums[bin].confidence += prediction.confidence
        sums[bin].right += prediction.isRight ? 1 : 0
    }
    return sums.reduce(0) { $0 + ($1.confidence - $1.right).magnitude } / Double(predictions.count)
}

/// The temperature of each head that makes its probabilities on the validation texts mean what they say.
public func temperatures(
    of classifier: Classifier, tokenizer: Tokenizer, corpus: Corpus
) -> [HeadName: Float] {
    validationAnswers(tokenizer, corpus, assessedBy: classifier.assess).mapValues {
        temperature($0.rows, labels: $0.labels)
    }
}

/// The same as temperatures that go by an answer's entropy.
///
/// - Parameter atExit: Whether those of the classifier's early exit are asked for; none where it has no exit.
public func adaptiveTemperatures(
    of classifier: Classifier, atExit: Bool = false, tokenizer: Tokenizer, corpus: Corpus
) -> [HeadName: AdaptiveTemperature] {
    let found = validationAnswers(tokenizer, corpus) { batch, entities in
        atExit
            ? classifier.assessmentsAtExit(of: batch, entities: entities) ?? []
            : classifier.assess(batch, entities: entities)
    }
    return found.mapValues { adaptiveTemperature($0.rows, labels: $0.labels) }
}

/// The answers of each head to the validation texts of all corpora, with what is so.
private func validationAnswers(
    _ tokenizer: Tokenizer, _ corpus: Corpus,
    assessedBy assess: (TokenBatch, [[Range<Int>]]) -> [Assessment]
) -> [HeadName: (rows: Matrix, labels: [Int])] {
    var found: [HeadName: [JudgedAnswer]] = [:]
    for (_, head, texts) in corpus.validation {
        // A model that was trained on other corpora may have other topics, which cannot be compared.
        found[head.name, default: []] += judged(head, texts, tokenizer, assessedBy: assess)
            .filter(\.isComparable)
    }
    return found.filter { !$0.value.isEmpty }.mapValues { answers in
        (
            Matrix(rows: answers.count, columns: answers[0].row.count, values: answers.flatMap(\.row)),
            answers.map(\.actual)
        )
    }
}

extension HeadParameters {
    /// The same head with logits divided by T.
    mutating func divideLogits(by temperature: Float) {
        for index in output.weight.values.indices { output.weight.values[index] /= temperature }
        for index in output.bias.indices { output.bias[index] /= temperature }
    }
}
