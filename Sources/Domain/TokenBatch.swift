/// Tokenized texts, packed without padding: text `i` owns `ids[offsets[i] ..< offsets[i + 1]]`.
public struct TokenBatch: Sendable, Equatable {
    /// Token ids of all texts, each text framed by `[CLS]` and `[SEP]`.
    public var ids: [Int32] = []
    /// For each token the index of its word in `words` of the text, or -1 for the frame.
    public var wordIndices: [Int32] = []
    /// Bounds of the texts; one more than there are texts.
    public var offsets: [Int] = [0]
    /// The words of each text, as the text writes them.
    public var words: [[String]] = []

    public init() {}

    /// How many texts there are.
    public var count: Int { words.count }

    /// The tokens of one text.
    public func range(of text: Int) -> Range<Int> { offsets[text]..<offsets[text + 1] }
}
