/// Tokenized texts, packed without padding: text `i` owns `ids[offsets[i] ..< offsets[i + 1]]`.
public struct TokenBatch: Sendable, Equatable {
    /// The texts themselves.
    public private(set) var texts: [String] = []
    /// Token ids of all texts, each text framed by `[CLS]` and `[SEP]`.
    public var ids: [Int32] = []
    /// For each token the index of its word among the words of its text, or -1 for the frame.
    public var wordIndices: [Int32] = []
    /// Bounds of the texts in `ids`; one more than there are texts.
    public private(set) var offsets: [Int] = [0]
    /// The range of each word in its text, in UTF-8 bytes.
    private var words: [Range<Int32>] = []
    /// Bounds of the texts in `words`; one more than there are texts.
    private var wordOffsets: [Int] = [0]

    /// A batch without texts.
    public init() {}

    /// The number of texts.
    public var count: Int { texts.count }

    /// The tokens of one text.
    public func range(of text: Int) -> Range<Int> { offsets[text]..<offsets[text + 1] }

    /// Adds a word, given by its bytes, to the text that is being appended; returns its index among the
    /// text's words.
    public mutating func append(word bytes: Range<Int>) -> Int32 {
        words.append(Int32(bytes.lowerBound)..<Int32(bytes.upperBound))
        return Int32(words.count - 1 - wordOffsets[texts.count])
    }

    /// Adds a token to the text that is being appended.
    public mutating func append(_ id: Int32, word: Int32) {
        ids.append(id)
        wordIndices.append(word)
    }

    /// Ends the text whose tokens and words were appended.
    public mutating func end(_ text: String) {
        texts.append(text)
        offsets.append(ids.count)
        wordOffsets.append(words.count)
    }

    /// Reserves space for a number of texts with this many bytes in total.
    public mutating func reserve(bytes: Int, texts count: Int) {
        // A token is seldom shorter than two bytes and its blank.
        ids.reserveCapacity(bytes / 3 + 2 * count)
        wordIndices.reserveCapacity(bytes / 3 + 2 * count)
        words.reserveCapacity(bytes / 4)
        texts.reserveCapacity(count)
        offsets.reserveCapacity(count + 1)
        wordOffsets.reserveCapacity(count + 1)
    }

    /// The number of words of a text.
    public func wordCount(of text: Int) -> Int { wordOffsets[text + 1] - wordOffsets[text] }

    /// Where each word of a text is, in UTF-8 bytes.
    public func places(of text: Int) -> ArraySlice<Range<Int32>> {
        words[wordOffsets[text]..<wordOffsets[text + 1]]
    }

    /// The words of a text, as the text writes them.
    public func words(of text: Int) -> [String] {
        let bytes = texts[text].utf8
        // Words are in order, so that the walk through the text never turns back.
        var place = bytes.startIndex
        var offset: Int32 = 0
        return words[wordOffsets[text]..<wordOffsets[text + 1]].map { word in
            let start = bytes.index(place, offsetBy: Int(word.lowerBound - offset))
            place = bytes.index(start, offsetBy: word.count)
            offset = word.upperBound
            return String(texts[text][start..<place])
        }
    }

    /// The words of a text with the white space between them.
    public func title(of text: Int) -> TitleWords {
        let places = words[wordOffsets[text]..<wordOffsets[text + 1]]
        let isSpaced = zip(places, places.dropFirst()).map { $0.upperBound < $1.lowerBound }
        return TitleWords(words(of: text), isSpaced: [true] + isSpaced)
    }

    /// The words of a text that spell `name`, in any case; the first such run, nil when there is none.
    public func words(of text: Int, named name: [String]) -> Range<Int>? {
        words(of: text).range(spelling: name)
    }

    /// The tokens that make up some of a text's words; nil when none does, as beyond the end of a text cut
    /// short.
    public func rows(of text: Int, words: Range<Int>) -> Range<Int>? {
        let range = range(of: text)
        let inside = { (token: Int) in words.contains(Int(wordIndices[token])) }
        guard let first = range.first(where: inside), let last = range.last(where: inside) else { return nil }
        return first..<last + 1
    }

    /// Some of the texts, in the order given.
    public func selecting(_ texts: [Int]) -> TokenBatch {
        guard texts.count < count || texts != Array(0..<count) else { return self }
        var selected = TokenBatch()
        for text in texts { selected.append(text, of: self, limit: .max) }
        return selected
    }

    /// The same texts, each cut to at most `limit` tokens with its last, the closing `[SEP]`, kept.
    public func truncated(to limit: Int) -> TokenBatch {
        guard (0..<count).contains(where: { range(of: $0).count > limit }) else { return self }
        var cut = TokenBatch()
        for text in 0..<count { cut.append(text, of: self, limit: limit) }
        return cut
    }

    /// Appends a text of another batch, its tokens before the last cut to `limit - 1`.
    private mutating func append(_ text: Int, of other: TokenBatch, limit: Int) {
        let range = other.range(of: text)
        for token in range where token - range.lowerBound < limit - 1 || token == range.upperBound - 1 {
            append(other.ids[token], word: other.wordIndices[token])
        }
        words += other.words[other.wordOffsets[text]..<other.wordOffsets[text + 1]]
        end(other.texts[text])
    }
}

extension [String] {
    /// The first run of these words that spells `name`, in any case; nil when there is none.
    public func range(spelling name: [String]) -> Range<Int>? {
        let wanted = name.map { $0.lowercased() }
        let have = map { $0.lowercased() }
        guard !wanted.isEmpty, have.count >= wanted.count else { return nil }
        return (0...have.count - wanted.count).first { have[$0..<$0 + wanted.count].elementsEqual(wanted) }
            .map { $0..<$0 + wanted.count }
    }
}
