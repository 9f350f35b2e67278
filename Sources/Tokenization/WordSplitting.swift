public import Domain

extension Tokenizer {
    /// Splits a title into words as `tokenize` does, with the white space between them.
    public static func title(of text: String) -> TitleWords {
        var words: [String] = []
        var isSpaced: [Bool] = []
        for part in text.split(whereSeparator: \.isWhitespace) {
            let own = Self.words(of: String(part))
            words += own
            isSpaced += own.indices.map { $0 == 0 }
        }
        return TitleWords(words, isSpaced: isSpaced)
    }

    /// Splits a text into words as `tokenize` does, without looking up their tokens.
    public static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for scalar in text.unicodeScalars {
            switch CodePointTable.shared.action(of: scalar) {
            case .space: end()
            case .remove: break
            case .isolate:
                end()
                words.append(String(scalar))
            case .keep, .map: word.unicodeScalars.append(scalar)
            }
        }
        end()
        return words
    }
}
