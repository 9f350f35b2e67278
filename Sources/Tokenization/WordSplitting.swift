extension Tokenizer {
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
