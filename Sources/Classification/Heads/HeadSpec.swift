public import Domain

/// A head of a model, as data: what it judges, what it may answer, and how its probabilities are calibrated.
public struct HeadSpec: Sendable, Equatable, Codable {
    /// What a head judges.
    public enum Scope: String, Sendable, Codable {
        /// A text as a whole, by its pooled vector.
        case text
        /// One entity of a text, by the vector pooled about it and the entity's own, side by side.
        case entity
        /// Each word of a text, by the hidden state of the word's first token.
        case token
    }

    /// Unique within a model; the head's tensors begin with `head.` and this name.
    public let name: HeadName
    /// What the head judges.
    public let scope: Scope
    /// What it may answer, in the order of its outputs.
    public let labels: [String]
    /// How its answers are calibrated; nil leaves them as they are.
    public var temperature: AdaptiveTemperature?
    /// The least probability of the likeliest label with which a text may leave at the exit; nil without an
    /// exit.
    public var exitThreshold: Float?
    /// How its answers at the exit are calibrated.
    public var exitTemperature: AdaptiveTemperature?

    /// A head that is not calibrated.
    public init(_ name: HeadName, scope: Scope, labels: [String]) {
        self.name = name
        self.scope = scope
        self.labels = labels
    }

    /// The same without what was fitted to the weights as they were.
    public var uncalibrated: HeadSpec { HeadSpec(name, scope: scope, labels: labels) }
}

extension HeadSpec {
    /// The head that every model has for the sentiment of a text.
    public static let sentiment = HeadSpec(.sentiment, scope: .text, labels: Sentiment.labels)
    /// The head that every model has for the sentiment toward an entity.
    public static let entity = HeadSpec(.entity, scope: .entity, labels: Sentiment.labels)

    /// The head that every model has for the topic of a text.
    public static func topic(_ labels: [String]) -> HeadSpec {
        HeadSpec(.topic, scope: .text, labels: labels)
    }

    /// The names of the tensors of the head begin so, those at the exit after `TensorName.exit`.
    package var tensorName: String { TensorName.head(name.rawValue) }
}

extension [HeadSpec] {
    /// A head by its name; nil when there is none.
    public subscript(name: HeadName) -> HeadSpec? { first { $0.name == name } }

    /// The heads that judge the same thing, in order.
    package func of(_ scope: HeadSpec.Scope) -> [HeadSpec] { filter { $0.scope == scope } }

    /// Why a classifier cannot have these heads; nil when it can.
    var problem: String? {
        for (index, head) in enumerated() {
            if head.name.rawValue.isEmpty { return "a head has no name" }
            if self[..<index].contains(where: { $0.name == head.name }) { return "two heads \(head.name)" }
            if head.labels.isEmpty || Set(head.labels).count < head.labels.count {
                return "the labels of the head \(head.name)"
            }
        }
        for wanted in [HeadSpec.sentiment, .entity] where self[wanted.name]?.uncalibrated != wanted {
            return "the head \(wanted.name) must answer \(wanted.labels.joined(separator: ", "))"
        }
        guard self[.topic]?.scope == .text else { return "no head topic for a text" }
        return nil
    }
}
