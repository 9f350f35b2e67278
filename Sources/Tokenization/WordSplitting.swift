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

    /// A text as `tokenize` sees it: lower case, without accents and control characters.
    public static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch CodePointTable.shared.action(of: scalar) {
            case .space: folded.append(" ")
            case .remove: break
            case .isolate, .keep: folded.append(scalar)
            case .map(let scalars): folded.append(contentsOf: scalars)
            }
        }
        return String(folded).lowercased()
    }

    /// Whether a word is so common in texts that the vocabulary has it as a whole.
    public func isCommon(_ word: String) -> Bool {
        let batch = tokenize([word])
        // The word between the marks of the text's ends.
        return batch.ids.count == 3 && !batch.ids.contains(vocabulary.unknown)
    }
}
