import Domain
import Tokenization

/// Finds organizations that no catalogue lists.
struct UnlistedNames: Sendable {
    private static let type = "ORG"
    /// A name that the tagger is less sure of is not asked about.
    private static let leastConfidence: Float = 0.5

    let classifier: Classifier
    let tokenizer: Tokenizer
    /// Judges what the tagger finds; nil where every organization is a mention.
    let reader: (any UnlistedNameReader)?

    /// The mentions of each text, and behind them those that the tagger finds beside them, each name once;
    /// and what else it finds, where a reader judges it.
    func adding(to mentions: [[Mention]], in batch: TokenBatch) -> (
        mentions: [[Mention]], names: [[UnlistedName]]
    ) {
        var (mentions, read) = (mentions, [[UnlistedName]](repeating: [], count: mentions.count))
        let titles = reader == nil ? [] : (0..<batch.count).map(batch.title)
        let asked = mentions.indices.filter { text in
            reader?.mayName(titles[text], beside: mentions[text]) ?? true
        }
        let texts = asked.map { batch.texts[$0] }
        guard !texts.isEmpty, let names = classifier.names(in: texts, tokenizer: tokenizer) else {
            return (mentions, read)
        }
        for (text, names) in zip(asked, names) {
            let places = Array(batch.places(of: text))
            let spans = names.compactMap { name in Self.words(name.bytes, among: places).map { (name, $0) } }
            guard let reader else {
                mentions[text] += organizations(spans, beside: mentions[text], in: batch.words(of: text))
                continue
            }
            let found = reader.read(
                spans.map { ($1, $0.type == Self.type ? .organization : .other, $0.confidence) },
                in: titles[text], beside: mentions[text])
            read[text] = found.names
            mentions[text] += found.mentions
        }
        return (mentions, read)
    }

    /// All organizations, as the text writes them.
    ///
    /// How much a text is about a name that no catalogue lists, nobody has judged: its relevance is 0.
    private func organizations(
        _ spans: [(name: NamedSpan, words: Range<Int>)], beside listed: [Mention], in words: [String]
    ) -> [Mention] {
        var known = Set(listed.map { Self.spelling(words[$0.words]) })
        return spans.compactMap { name, own in
            guard name.type == Self.type, name.confidence >= Self.leastConfidence,
                !listed.contains(where: { $0.words.overlaps(own) }),
                known.insert(Self.spelling(words[own])).inserted
            else { return nil }
            return Mention(name: name.text, symbol: nil, words: own, relevance: 0)
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
