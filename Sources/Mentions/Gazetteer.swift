public import Domain
import Tokenization

/// Finds entities in texts by their names: the longest name that matches a run of whole words wins.
///
/// A name that is written in capitals throughout in the catalogue (a symbol as `$ACME` or `ACME`) must be so in the
/// text too, so that the symbol `ALL` does not match every "all". Cost: linear in the words of the text.
public struct Gazetteer: MentionFinder {
    /// Patterns by their first word in lower case, the longest first.
    private var patterns: [String: [Pattern]] = [:]
    /// Symbols by their capitals, matched only after `$`.
    private var symbols: [String: String] = [:]
    /// The names that people read, by symbol.
    private var names: [String: String] = [:]

    private struct Pattern: Sendable {
        let words: [String]
        let exactCase: Bool
        let symbol: String
    }

    /// A gazetteer of some entities; of two with one symbol, the names of both find it and the first one's is shown.
    public init(_ entities: [Entity]) {
        for entity in entities {
            symbols[entity.symbol.uppercased()] = entity.symbol
            if names[entity.symbol] == nil { names[entity.symbol] = entity.name }
            for alias in [entity.name] + entity.aliases { add(alias, entity.symbol) }
        }
        for first in patterns.keys { patterns[first]?.sort { $0.words.count > $1.words.count } }
    }

    private mutating func add(_ alias: String, _ symbol: String) {
        let exactCase = !alias.contains { $0.isLowercase }
        let words = Tokenizer.words(of: alias)
        guard let first = words.first else { return }
        let pattern = Pattern(
            words: exactCase ? words : words.map { $0.lowercased() }, exactCase: exactCase, symbol: symbol)
        patterns[first.lowercased(), default: []].append(pattern)
    }

    /// The entities that a text names, each once, in reading order, with their relevance.
    public func mentions(in words: [String]) -> [Mention] {
        let occurrences = occurrences(in: words)
        let relevances = relevances(of: occurrences, words: words.count)
        var seen: Set<String> = []
        return occurrences.filter { seen.insert($0.symbol).inserted }.map { first in
            Mention(
                name: names[first.symbol] ?? first.symbol, symbol: first.symbol, words: first.words,
                relevance: relevances[first.symbol] ?? 0)
        }
    }

    /// Every run of words that names an entity, in reading order.
    func occurrences(in words: [String]) -> [Occurrence] {
        var found: [Occurrence] = []
        var index = 0
        while index < words.count {
            guard let occurrence = occurrence(in: words, at: index) else {
                index += 1
                continue
            }
            found.append(occurrence)
            index = occurrence.words.upperBound
        }
        return found
    }

    private func occurrence(in words: [String], at index: Int) -> Occurrence? {
        if words[index] == "$", index + 1 < words.count, let symbol = symbols[words[index + 1]] {
            return Occurrence(symbol: symbol, words: index..<index + 2)
        }
        for pattern in patterns[words[index].lowercased()] ?? []
        where index + pattern.words.count <= words.count {
            let run = words[index..<index + pattern.words.count]
            let same =
                pattern.exactCase
                ? run.elementsEqual(pattern.words)
                : run.elementsEqual(pattern.words) { $0.lowercased() == $1 }
            if same {
                return Occurrence(symbol: pattern.symbol, words: index..<index + pattern.words.count)
            }
        }
        return nil
    }
}
