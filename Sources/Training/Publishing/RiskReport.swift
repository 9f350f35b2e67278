public import Domain
import Glibc

/// How well a risk head's answers meet labels.
public struct RiskReport: Sendable, Equatable {
    /// The recall at which precision is given.
    public static let wantedRecall = 0.85

    /// A share of something that was counted, with its 95 % interval (Wilson 1927); 0 of nothing.
    public struct Share: Sendable, Equatable {
        /// The share itself.
        public let value: Double
        /// Where it is likely to be with as many texts as one likes.
        public let interval: ClosedRange<Double>

        init(_ count: Int, of all: Int) {
            guard all > 0 else {
                (value, interval) = (0, 0...1)
                return
            }
            let (n, z) = (Double(all), 1.96)
            let share = Double(count) / n
            let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
            let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
            value = share
            interval = max(middle - half, 0)...min(middle + half, 1)
        }
    }

    /// How well one output meets its labels.
    public struct Output: Sendable, Equatable {
        /// `adverse`, or the name of a type.
        public let name: String
        /// The texts that are so.
        public let support: Int
        /// Of the texts that it finds, the share that are so.
        public let precision: Share
        /// Of the texts that are so, the share that it finds.
        public let recall: Share
        /// The mean of the precision at each text that is so, from the most probable on.
        public let averagePrecision: Double
        /// The mean of −ln of the probability stated for what is so.
        public let logLoss: Double
        /// How far stated probability and frequency are apart.
        public let calibrationError: Double
        /// What was stated, against how often it is so.
        public let reliability: ReliabilityBins
        /// The best precision with at least `wantedRecall`.
        public let precisionAtRecall: Double
        /// The probability from which on that is reached.
        public let thresholdAtRecall: Double

        /// The harmonic mean of precision and recall.
        public var f1: Double {
            let sum = precision.value + recall.value
            return sum == 0 ? 0 : 2 * precision.value * recall.value / sum
        }
    }

    /// The texts that were judged.
    public let texts: Int
    /// First `adverse`, then the types.
    public let outputs: [Output]

    /// How far the probability of an adverse event of any type is from what is so.
    ///
    /// - Parameter data: The name of the texts, for people.
    public func reliability(on data: String) -> [Reliability] {
        outputs.prefix(1).map { Reliability(.adverse, data: data, bins: $0.reliability.bins) }
    }

    /// Compares scores with labels, one each.
    public init(_ examples: [RiskExample], _ scores: [RiskScores]) {
        precondition(examples.count == scores.count)
        texts = examples.count
        let adverse = zip(examples, scores).map { ($1.adverse, $0.isAdverse) }
        outputs =
            [Output("adverse", adverse)]
            + RiskType.allCases.map { type in
                Output(
                    type.rawValue,
                    zip(examples, scores).map { ($1.probability(of: type) ?? 0, $0.types.contains(type)) })
            }
    }
}

extension RiskReport.Output {
    fileprivate init(_ name: String, _ answers: [(probability: Float, isSo: Bool)]) {
        self.name = name
        let found = answers.filter { $0.probability >= AdverseEvent.threshold }
        let right = found.count { $0.isSo }
        let support = answers.count { $0.isSo }
        self.support = support
        precision = RiskReport.Share(right, of: found.count)
        recall = RiskReport.Share(right, of: support)
        logLoss = Training.logLoss(answers.map { $0.isSo ? $0.probability : 1 - $0.probability })
        calibrationError = expectedCalibrationError(
            answers.map { (Double($0.probability), $0.isSo) }, bins: 10)
        reliability = ReliabilityBins(answers.lazy.map { (Double($0.probability), $0.isSo) })
        let sorted = answers.sorted { $0.probability > $1.probability }
        var (hits, sum) = (0, 0.0)
        var best = (precision: 0.0, threshold: 0.0)
        for (place, answer) in sorted.enumerated() where answer.isSo {
            hits += 1
            let precision = Double(hits) / Double(place + 1)
            sum += precision
            if Double(hits) >= RiskReport.wantedRecall * Double(support), precision > best.precision {
                best = (precision, Double(answer.probability))
            }
        }
        averagePrecision = support == 0 ? 0 : sum / Double(support)
        precisionAtRecall = best.precision
        thresholdAtRecall = best.threshold
    }
}
