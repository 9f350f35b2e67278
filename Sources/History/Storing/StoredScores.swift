package import Domain
package import FoundationEssentials

// What a model says, as stores write it.

extension AdverseEvent {
    /// The types that a column has, but for those that only another version knows.
    package static func types(stored names: String) -> [RiskType] {
        names.split(separator: ",").compactMap { RiskType(rawValue: String($0)) }
    }

    /// The types as a column has them.
    package var storedTypes: String { types.map(\.rawValue).joined(separator: ",") }
}

extension [HeadAnswer] {
    /// Heads whose answers have columns of their own.
    private static let heads: Set<HeadName> = [.sentiment, .topic, .entity]

    /// The answers of all other heads, as JSON; nil without one.
    package func storedFurther() throws -> String? {
        let further = filter { !Self.heads.contains($0.head) }
        guard !further.isEmpty else { return nil }
        var probabilities: [String: [String: Float]] = [:]
        for answer in further {
            probabilities[answer.head.rawValue] = Dictionary(
                zip(answer.labels, answer.probabilities), uniquingKeysWith: { first, _ in first })
        }
        return try jsonLine(probabilities)
    }
}

extension [Float] {
    /// One signed byte a dimension, with the scale that brings it back.
    package func quantized() -> (bytes: Data, scale: Float) {
        let largest = lazy.map(\.magnitude).max() ?? 0
        let scale = largest > 0 ? largest / 127 : 1
        return (Data(map { UInt8(bitPattern: Int8(($0 / scale).rounded())) }), scale)
    }
}
