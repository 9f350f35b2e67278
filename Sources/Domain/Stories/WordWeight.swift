/// A word with its share of the attention, in [0, 1].
public struct WordWeight: Sendable, Equatable, Codable {
    public let word: String
    public let weight: Float

    public init(word: String, weight: Float) {
        self.word = word
        self.weight = weight
    }
}
