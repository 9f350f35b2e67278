/// A piece of a written date.
enum DateToken {
    case number(Int, digits: Int)
    /// In lower case, with whether it was written in capitals.
    case word(String, isCapital: Bool)
    case sign(Character)

    /// The tokens of a text; comments in parentheses are not part of the date (RFC 2822, 3.2.3).
    static func tokens(of text: String) -> [DateToken] {
        var tokens: [DateToken] = []
        var depth = 0
        var rest = Substring(text)
        while let first = rest.first {
            if first == "(" { depth += 1 }
            if depth > 0 {
                if first == ")" { depth -= 1 }
                rest.removeFirst()
            } else if first.isASCII, first.isNumber {
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                tokens.append(.number(Int(digits) ?? -1, digits: digits.count))
                rest = rest[digits.endIndex...]
            } else if first.isLetter {
                let isIdeograph = DateWords.units[String(first)] != nil
                let word = isIdeograph ? rest.prefix(1) : rest.prefix { $0.isLetter }
                tokens.append(
                    .word(word.lowercased(), isCapital: word.allSatisfy { $0.isASCII && $0.isUppercase }))
                rest = rest[word.endIndex...]
            } else {
                if !first.isWhitespace { tokens.append(.sign(first)) }
                rest.removeFirst()
            }
        }
        return tokens
    }
}
