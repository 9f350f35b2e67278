/// Words that a rule looks for in a text, in any case: `covenant breach`, `restat*`.
///
/// They match whole words that follow one another; a `*` at the end of a word stands for any ending. In
/// scripts without spaces between words they match anywhere.
public struct Phrase: Sendable, Hashable, CustomStringConvertible {
    /// The phrase as it was written.
    public let description: String
    private let words: [Word]
    private let isUnspaced: Bool

    private struct Word: Hashable {
        let text: Substring
        let isBeginning: Bool
    }

    /// Nil for a text without a letter or digit.
    public init?(_ text: String) {
        description = text
        let lowered = text.lowercased()
        words = lowered.split { !$0.isLetter && !$0.isNumber && $0 != "*" }.compactMap { word in
            let letters = word.filter { $0 != "*" }
            return letters.isEmpty ? nil : Word(text: Substring(letters), isBeginning: word.hasSuffix("*"))
        }
        guard !words.isEmpty else { return nil }
        // Han, kana and the scripts of South-East Asia; Hangul has spaces.
        isUnspaced = lowered.unicodeScalars.contains {
            (0x2E80...0x9FFF).contains($0.value) || (0x0E00...0x0EFF).contains($0.value)
        }
    }

    /// Whether a text has the words one after the other.
    public func matches(_ text: String) -> Bool {
        let lowered = text.lowercased()
        if isUnspaced { return words.allSatisfy { lowered.contains($0.text) } }
        let parts = lowered.split { !$0.isLetter && !$0.isNumber }
        guard parts.count >= words.count else { return false }
        return (0...parts.count - words.count).contains { start in
            zip(words, parts[start...]).allSatisfy { word, part in
                word.isBeginning ? part.hasPrefix(word.text) : part == word.text
            }
        }
    }
}
