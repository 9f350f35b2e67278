/// A word with its share of the attention, in [0, 1].
public struct WordWeight: Sendable, Equatable, Codable {
    /// As the text writes it.
    public let word: String
    /// The share of the attention, in [0, 1].
    public let weight: Float

    /// A word with its share.
    public init(word: String, weight: Float) {
        self.word = word
        self.weight = weight
    }
}
