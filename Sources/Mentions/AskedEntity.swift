public import Domain

/// Asks about one name in every text, in addition to the entities that a gazetteer finds.
public struct AskedEntity: MentionFinder {
    private let name: String
    private let spelling: [String]
    private let gazetteer: Gazetteer

    /// - Parameters:
    ///   - name: The name as people read it.
    ///   - words: The name as the tokenizer splits it; matched in any case.
    public init(_ name: String, words: [String], among gazetteer: Gazetteer) {
        self.name = name
        spelling = words
        self.gazetteer = gazetteer
    }

    /// The asked name first, standing for the whole text where the text does not name it; then the others.
    ///
    /// A name that the gazetteer knows by the same words has its symbol and is not listed again.
    public func mentions(in title: TitleWords) -> [Mention] {
        let words = title.words
        let named = words.range(spelling: spelling)
        let occurrences = gazetteer.occurrences(in: title)
        let symbol = occurrences.first { $0.words == named }?.symbol
        let others = gazetteer.mentions(in: title)
        let relevance =
            others.first { $0.symbol == symbol }?.relevance
            ?? named.flatMap { unlisted(at: $0, among: occurrences, of: words.count) } ?? 0
        let asked = Mention(
            name: name, symbol: symbol, words: named ?? words.indices, relevance: relevance)
        return [asked] + others.filter { $0.symbol != symbol }
    }

    /// The relevance of a name that the gazetteer does not know: one more occurrence.
    private func unlisted(at words: Range<Int>, among others: [Occurrence], of count: Int) -> Float? {
        let unlisted = ""
        return relevances(of: others + [Occurrence(symbol: unlisted, words: words)], words: count)[unlisted]
    }
}
