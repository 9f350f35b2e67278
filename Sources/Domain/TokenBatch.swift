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

    /// The words of a text that spell `name`, in any case; the first such run, nil when there is none.
    public func words(of text: Int, named name: [String]) -> Range<Int>? {
        let wanted = name.map { $0.lowercased() }
        let have = words[text].map { $0.lowercased() }
        guard !wanted.isEmpty, have.count >= wanted.count else { return nil }
        return (0...have.count - wanted.count).first { have[$0..<$0 + wanted.count].elementsEqual(wanted) }
            .map { $0..<$0 + wanted.count }
    }

    /// The tokens that make up some of a text's words; nil when none does, as beyond the end of a text cut short.
    public func rows(of text: Int, words: Range<Int>) -> Range<Int>? {
        let range = range(of: text)
        let inside = { (token: Int) in words.contains(Int(wordIndices[token])) }
        guard let first = range.first(where: inside), let last = range.last(where: inside) else { return nil }
        return first..<last + 1
    }
}
