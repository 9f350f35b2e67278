/// The name of a model's head, as its weights, corpora and reports write it.
public struct HeadName: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The sentiment of a whole text.
    public static let sentiment: HeadName = "sentiment"
    /// The topic of a whole text.
    public static let topic: HeadName = "topic"
    /// The sentiment of a text toward one of its entities.
    public static let entity: HeadName = "entity"

    /// The name in the weights file.
    public let rawValue: String

    /// A head by its name; any name is a head's.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A head by its name.
    public init(stringLiteral name: String) { rawValue = name }

    public var description: String { rawValue }
}

/// What one head of a model answers: a probability for each of its labels.
public struct HeadAnswer: Sendable, Equatable {
    /// The head that answers.
    public let head: HeadName
    /// The head's labels, in the order of its outputs; one at least.
    public let labels: [String]
    /// The probability of each label, in the labels' order; they sum to 1.
    public let probabilities: [Float]

    /// The answer of a head.
    public init(head: HeadName, labels: [String], probabilities: [Float]) {
        self.head = head
        self.labels = labels
        self.probabilities = probabilities
    }

    /// The most probable label, the first of equals; empty without labels.
    public var label: String {
        guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }) else {
            return ""
        }
        return labels[best]
    }

    /// The probability of the most probable label.
    public var confidence: Float { probabilities.max() ?? 0 }

    /// The probability of a label; nil for a label that the head does not have.
    public func probability(of label: String) -> Float? {
        labels.firstIndex(of: label).map { probabilities[$0] }
    }
}

extension [HeadAnswer] {
    /// The answer of a head; nil when the model has no such head.
    public subscript(head: HeadName) -> HeadAnswer? { first { $0.head == head } }
}
