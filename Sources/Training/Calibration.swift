import Classification
import Glibc

// Probabilities that mean what they say: temperature scaling (Guo et al. 2017, 4.2), p = softmax(z / T), with one T a
// head that minimises the cross-entropy on validation texts. T divides the head's last layer, so that scoring pays
// nothing for it and predictions stay as they are.

/// The T that minimises the mean cross-entropy; golden-section search on ln T, in which the loss has one minimum.
///
/// - Parameters:
///   - probabilities: softmax(z), a row a text.
///   - labels: what the texts are.
func temperature(_ probabilities: Matrix, labels: [Int]) -> Float {
    precondition(probabilities.rows == labels.count)
    guard !labels.isEmpty else { return 1 }
    let ratio = (Double(5).squareRoot() - 1) / 2
    var (low, high) = (log(0.25), log(4.0))
    for _ in 0..<40 {
        let (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        if loss(probabilities, labels, temperature: exp(left))
            < loss(probabilities, labels, temperature: exp(right))
        {
            high = right
        } else {
            low = left
        }
    }
    return Float(exp((low + high) / 2))
}

/// Mean cross-entropy of softmax(ln p / T).
private func loss(_ probabilities: Matrix, _ labels: [Int], temperature: Double) -> Double {
    var sum = 0.0
    for (row, label) in labels.enumerated() {
        let scaled = probabilities.row(row).map { log(max(Double($0), 1e-30)) / temperature }
        let largest = scaled.max() ?? 0
        sum += largest + log(scaled.reduce(0) { $0 + exp($1 - largest) }) - scaled[label]
    }
    return sum / Double(labels.count)
}

/// How far stated confidence and accuracy lie apart, weighted by texts, over bins of equal width.
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

extension HeadParameters {
    /// The same head with logits divided by T.
    mutating func divideLogits(by temperature: Float) {
        for index in output.weight.values.indices { output.weight.values[index] /= temperature }
        for index in output.bias.indices { output.bias[index] /= temperature }
    }
}
