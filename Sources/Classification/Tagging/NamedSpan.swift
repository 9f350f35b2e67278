public import Tokenization

/// A name in a text.
public struct NamedSpan: Sendable, Equatable {
    /// The name as the text writes it.
    public let text: String
    /// Where it is in the text, in UTF-8 bytes.
    public let bytes: Range<Int>
    /// What it names: one of the types of the tagger's tags.
    public let type: String
    /// The least probability of a tag of its words.
    public let confidence: Float
}

extension Classifier {
    /// Tokens of a part of a long text, more or less; the parts of a text do not see each other.
    private static let tokensPerPart = 256

    /// The names in texts, in their order; nil where the weights have no tagger.
    ///
    /// A text without capitals has none, and costs nothing.
    ///
    /// - Parameter tokenizer: That of the weights.
    public func names(in texts: [String], tokenizer: Tokenizer) -> [[NamedSpan]]? {
        guard let tagger else { return nil }
        var parts: [(text: Int, part: TagText, start: Int)] = []
        for (index, text) in texts.map(TagText.init).enumerated() where text.mayName {
            for (part, start) in text.parts(of: Self.tokensPerPart, tokenizer) {
                parts.append((index, part, start))
            }
        }
        let batch = tokenizer.tokenize(parts.map(\.part.text))
        guard let words = taggedWords(batch, parts.map(\.part)) else { return nil }
        var names = [[NamedSpan]](repeating: [], count: texts.count)
        for ((text, part, start), words) in zip(parts, words) {
            names[text] += part.names(words, tagger.scheme, offset: start)
        }
        return names
    }
}

extension TagText {
    /// Whether it has a capital letter.
    fileprivate var mayName: Bool {
        text.unicodeScalars.contains { scalar in
            scalar.isASCII ? ("A"..."Z").contains(scalar) : scalar.properties.isUppercase
        }
    }

    /// The text in parts of about so many tokens, each with where it begins in the text, in bytes.
    fileprivate func parts(of limit: Int, _ tokenizer: Tokenizer) -> [(part: TagText, start: Int)] {
        // A token has a byte at least.
        guard text.utf8.count > limit else { return [(self, 0)] }
        let batch = tokenizer.tokenize([text])
        let rows = TagRows(batch, [self]).words[0]
        var bounds = [0]
        var begin = 0
        for (word, row) in rows.enumerated() {
            let row = row ?? begin
            let used = row - begin
            // The end of a sentence is taken where the part is long enough.
            if used >= limit || used >= limit / 2 && beginsSentence[word] {
                bounds.append(word)
                begin = row
            }
        }
        bounds.append(words.count)
        return zip(bounds, bounds.dropFirst()).filter { $0 < $1 }.map { start, end in
            (part(start..<end), words[start].lowerBound)
        }
    }

    /// The names that tagged words say.
    fileprivate func names(_ tagged: [TaggedWord], _ scheme: TagScheme, offset: Int) -> [NamedSpan] {
        let bytes = Array(text.utf8)
        return scheme.entities(tagged.map(\.tag), beginsSentence: beginsSentence).map { entity in
            let own =
                words[entity.words.lowerBound].lowerBound..<words[entity.words.upperBound - 1].upperBound
            return NamedSpan(
                text: String(decoding: bytes[own], as: UTF8.self),
                bytes: own.lowerBound + offset..<own.upperBound + offset, type: entity.type,
                confidence: tagged[entity.words].map(\.probability).min() ?? 0)
        }
    }
}
