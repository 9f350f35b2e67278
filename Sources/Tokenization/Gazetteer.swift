public import Domain

/// Finds entities in texts by their names: the longest name that matches a run of whole words wins.
///
/// A name that is written in capitals throughout in the catalogue (a symbol as `$ACME` or `ACME`) must be so in the
/// text too, so that the symbol `ALL` does not match every "all". Cost: linear in the words of the text.
public struct Gazetteer: Sendable {
    /// Names by their first word in lower case, the longest first.
    private var names: [String: [Name]] = [:]
    /// Symbols, matched after `$` alone.
    private var symbols: [String: String] = [:]

    private struct Name: Sendable {
        let words: [String]
        let exactCase: Bool
        let symbol: String
    }

    public init(_ entities: [Entity]) {
        for entity in entities {
            symbols[entity.symbol.uppercased()] = entity.symbol
            for alias in [entity.name] + entity.aliases { add(alias, entity.symbol) }
        }
        for first in names.keys { names[first]?.sort { $0.words.count > $1.words.count } }
    }

    private mutating func add(_ alias: String, _ symbol: String) {
        let exactCase = !alias.contains { $0.isLowercase }
        let words = Self.words(of: alias)
        guard let first = words.first else { return }
        let name = Name(
            words: exactCase ? words : words.map { $0.lowercased() }, exactCase: exactCase, symbol: symbol)
        names[first.lowercased(), default: []].append(name)
    }

    /// The entities of a text, given as the tokenizer's words, in reading order.
    public func mentions(in words: [String]) -> [Mention] {
        var found: [Mention] = []
        var index = 0
        while index < words.count {
            guard let mention = mention(in: words, at: index) else {
                index += 1
                continue
            }
            found.append(mention)
            index = mention.words.upperBound
        }
        return found
    }

    private func mention(in words: [String], at index: Int) -> Mention? {
        if words[index] == "$", index + 1 < words.count, let symbol = symbols[words[index + 1]] {
            return Mention(symbol: symbol, words: index..<index + 2)
        }
        for name in names[words[index].lowercased()] ?? [] where index + name.words.count <= words.count {
            let run = words[index..<index + name.words.count]
            let same =
                name.exactCase
                ? run.elementsEqual(name.words) : run.elementsEqual(name.words) { $0.lowercased() == $1 }
            if same { return Mention(symbol: name.symbol, words: index..<index + name.words.count) }
        }
        return nil
    }

    /// Splits a name as the tokenizer splits a text.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for scalar in name.unicodeScalars {
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
