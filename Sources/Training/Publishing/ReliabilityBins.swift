public import Domain

/// Counts how often answers are right, in ten bins of equal width by the probability that they state.
///
/// Source: Guo and others 2017, section 2.
public struct ReliabilityBins: Sendable, Equatable {
    /// What a bin has of the measured numbers, in a header or a report.
    private static let places = 5

    private struct Sum: Sendable, Equatable {
        var probability = 0.0
        var right = 0
        var count = 0
    }

    private var sums = [Sum](repeating: Sum(), count: Reliability.binCount)

    /// Without answers.
    public init() {}

    /// Counts answers; a probability of 1 is in the last bin.
    public init(_ answers: some Sequence<(probability: Double, isRight: Bool)>) {
        for answer in answers {
            let bin = Int(answer.probability * Double(Reliability.binCount))
            let place = min(max(bin, 0), Reliability.binCount - 1)
            sums[place].probability += answer.probability
            sums[place].right += answer.isRight ? 1 : 0
            sums[place].count += 1
        }
    }

    /// Adds what was counted elsewhere.
    public mutating func add(_ other: ReliabilityBins) {
        for place in sums.indices {
            sums[place].probability += other.sums[place].probability
            sums[place].right += other.sums[place].right
            sums[place].count += other.sums[place].count
        }
    }

    /// The bins that hold answers, by rising probability, to five places.
    public var bins: [Reliability.Bin] {
        sums.filter { $0.count > 0 }.map { sum in
            func mean(_ total: Double) -> Double { (total / Double(sum.count)).places(Self.places) }
            return Reliability.Bin(
                predicted: min(max(mean(sum.probability), 0), 1), observed: mean(Double(sum.right)),
                count: sum.count)
        }
    }
}

/// What was counted of each head, over all sets of held-out texts that were evaluated.
public func reliability(
    of evaluated: [(corpus: String, head: HeadName, evaluation: Evaluation)]
) -> [Reliability] {
    var sums: [HeadName: (bins: ReliabilityBins, names: [String])] = [:]
    for (name, head, evaluation) in evaluated where !evaluation.reliability.bins.isEmpty {
        sums[head, default: (ReliabilityBins(), [])].bins.add(evaluation.reliability)
        sums[head]?.names.append(name)
    }
    return sums.sorted { $0.key.rawValue < $1.key.rawValue }.map { head, sum in
        Reliability(
            head, data: "\(sum.names.joined(separator: ", ")) (held-out texts)", bins: sum.bins.bins)
    }
}
