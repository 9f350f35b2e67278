/// The words of a title with where white space is: what names are found in.
public struct TitleWords: Sendable, Equatable {
    /// The words as the tokenizer splits them, in the title's own spelling; punctuation is words too.
    public let words: [String]
    /// For each word, whether white space or the beginning of the title is before it.
    public let isSpaced: [Bool]

    /// Words with the white space between them.
    ///
    /// - Parameter isSpaced: One value a word; words beyond its end have white space before them.
    public init(_ words: [String], isSpaced: [Bool] = []) {
        self.words = words
        self.isSpaced = words.indices.map { $0 < isSpaced.count ? isSpaced[$0] : true }
    }
}
