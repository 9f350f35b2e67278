/// How well predictions meet labels.
public struct Evaluation: Sendable, Equatable {
    /// The labels that texts may have.
    public let labels: [String]
    /// `confusion[actual][predicted]` counts texts.
    public let confusion: [[Int]]
    /// How far stated confidence and accuracy are apart, in [0, 1]; nil where no confidence was stated.
    public var calibrationError: Double?
    /// The mean of −ln of the probability stated for the true label; nil where none was stated.
    public var logLoss: Double?
    /// How sure the answers were, against how often they were right; empty where that cannot be compared.
    public var reliability = ReliabilityBins()
    /// The share of the texts that left before the last layer.
    public var leavingEarly = 0.0

    /// Counts pairs of indices into the labels.
    public init(labels: [String], pairs: some Sequence<(actual: Int, predicted: Int)>) {
        self.labels = labels
        var confusion = [[Int]](repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
        for (actual, predicted) in pairs { confusion[actual][predicted] += 1 }
        self.confusion = confusion
    }

    /// The texts that were judged.
    public var count: Int { confusion.joined().reduce(0, +) }

    /// The share of the texts that are predicted right; 0 without texts.
    public var accuracy: Double {
        count == 0 ? 0 : Double(labels.indices.reduce(0) { $0 + confusion[$1][$1] }) / Double(count)
    }

    /// Texts that have the label.
    public func support(_ label: Int) -> Int { confusion[label].reduce(0, +) }

    /// Of the texts predicted so, the share that are; 0 when none is.
    public func precision(_ label: Int) -> Double {
        ratio(confusion[label][label], confusion.reduce(0) { $0 + $1[label] })
    }

    /// Of the texts that are so, the share found; 0 when there is none.
    public func recall(_ label: Int) -> Double { ratio(confusion[label][label], support(label)) }

    /// The harmonic mean of precision and recall; 0 when both are.
    public func f1(_ label: Int) -> Double {
        let (p, r) = (precision(label), recall(label))
        return p + r == 0 ? 0 : 2 * p * r / (p + r)
    }

    /// The mean of F1 over the labels that occur.
    public var macroF1: Double {
        let present = labels.indices.filter { support($0) > 0 }
        return present.isEmpty ? 0 : present.reduce(0) { $0 + f1($1) } / Double(present.count)
    }

    /// The mean of F1 weighted by support.
    public var weightedF1: Double {
        count == 0 ? 0 : labels.indices.reduce(0) { $0 + f1($1) * Double(support($1)) } / Double(count)
    }

    private func ratio(_ a: Int, _ b: Int) -> Double { b == 0 ? 0 : Double(a) / Double(b) }
}
