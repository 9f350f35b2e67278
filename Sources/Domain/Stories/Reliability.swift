/// How often a head of a model was right when it was as sure as it said, measured on labeled texts.
///
/// Source: the reliability diagrams of Guo and others 2017, section 2, with ten bins of equal width.
public struct Reliability: Sendable, Equatable, Codable {
    /// Bins between 0 and 1, all of the same width.
    public static let binCount = 10

    /// The head; `adverse` is the risk head's judgment whether a text reports an adverse event at all.
    public let head: HeadName
    /// The name of the texts that it was measured on, for people.
    public let data: String
    /// The bins that hold answers, by rising probability.
    public let bins: [Bin]

    /// Answers of about the same probability.
    public struct Bin: Sendable, Equatable, Codable {
        /// Their mean probability, in [0, 1].
        public let predicted: Double
        /// The share of them that were right, in [0, 1].
        public let observed: Double
        /// How many there are, one at least.
        public let count: Int

        /// A bin.
        public init(predicted: Double, observed: Double, count: Int) {
            self.predicted = predicted
            self.observed = observed
            self.count = count
        }
    }

    /// What was measured of a head.
    public init(_ head: HeadName, data: String, bins: [Bin]) {
        self.head = head
        self.data = data
        self.bins = bins
    }

    /// All answers.
    public var count: Int { bins.reduce(0) { $0 + $1.count } }

    /// How far stated probability and what is so are apart, weighted by answers, in [0, 1].
    public var error: Double {
        bins.reduce(0) { $0 + ($1.predicted - $1.observed).magnitude * Double($1.count) }
            / Double(max(count, 1))
    }

    /// Why this cannot have been measured; nil when it can.
    public var problem: String? {
        guard !head.rawValue.isEmpty, bins.count <= Self.binCount else {
            return "there are \(bins.count) bins; at most \(Self.binCount) are allowed"
        }
        for (number, bin) in bins.enumerated() {
            let isMeasured = [bin.predicted, bin.observed].allSatisfy((0...1).contains) && bin.count > 0
            // Counts are added up.
            guard isMeasured, bin.count <= Int(Int32.max) else { return "bin \(number + 1) is out of range" }
            if number > 0, bins[number - 1].predicted > bin.predicted { return "the bins are not in order" }
        }
        return nil
    }
}

extension HeadName {
    /// Whether a text reports an adverse event, as reports call this answer of the risk head.
    public static let adverse: HeadName = "adverse"
}
