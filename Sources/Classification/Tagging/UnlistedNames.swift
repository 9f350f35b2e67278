import Domain
import Tokenization

/// Finds organizations that no catalogue lists.
struct UnlistedNames: Sendable {
    private static let type = "ORG"
    /// A name that the tagger is less sure of is not asked about.
    private static let leastConfidence: Float = 0.5

    let classifier: Classifier
    let tokenizer: Tokenizer

    /// The mentions of each text, and behind them those that the tagger finds beside them, each name once.
    ///
    /// How much a text is about a name that no catalogue lists, nobody has judged: its relevance is 0.
    func adding(to mentions: [[Mention]], in batch: TokenBatch) -> [[Mention]] {
        guard let names = classifier.names(in: batch.texts, tokenizer: tokenizer) else { return mentions }
        return mentions.indices.map { text in
            let words = batch.words(of: text)
            let places = Array(batch.places(of: text))
            var known = Set(mentions[text].map { Self.spelling(words[$0.words]) })
            return mentions[text]
                + names[text].compactMap { name in
                    guard name.type == Self.type, name.confidence >= Self.leastConfidence,
                        let own = Self.words(name.bytes, among: places),
                        !mentions[text].contains(where: { $0.words.overlaps(own) }),
                        known.insert(Self.spelling(words[own])).inserted
                    else { return nil }
                    return Mention(name: name.text, symbol: nil, words: own, relevance: 0)
                }
        }
    }

    private static func spelling(_ words: ArraySlice<String>) -> [String] { words.map { $0.lowercased() } }

    /// The words that lie in some bytes of a text; nil where there are none.
    private static func words(_ bytes: Range<Int>, among places: [Range<Int32>]) -> Range<Int>? {
        let inside = { (place: Range<Int32>) in bytes.contains(Int(place.lowerBound)) }
        guard let first = places.firstIndex(where: inside), let last = places.lastIndex(where: inside) else {
            return nil
        }
        return first..<last + 1
    }
}
