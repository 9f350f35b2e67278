public import Domain
import Glibc
import Tokenization

/// Finds entities in titles by their names, and decides by the rest of the title where a name is ambiguous.
///
/// The longest name that matches a run of whole words is the candidate there. A name that is written in
/// capitals
/// throughout in the catalogue must be so in the title too, so that `BAT` does not match every "bat". A
/// symbol counts behind `$` in any case, in brackets, and bare in capitals where the title speaks of a
/// company. Cost: linear in the words of the title.
public struct Gazetteer: MentionFinder {
    /// Patterns by their first word in lower case, the longest first.
    private var patterns: [String: [Pattern]] = [:]
    /// The entities by symbol.
    private var entities: [String: KnownEntity] = [:]

    private struct Pattern: Sendable {
        let words: [String]
        let form: Form
        let name: Name

        enum Form { case anyCase, exactCase, symbol }
    }

    /// A gazetteer of some entities; of two with one symbol, the names of both find it and the first one's is
    /// shown.
    public init(_ entities: [Entity]) {
        for entity in entities {
            if self.entities[entity.symbol] == nil { self.entities[entity.symbol] = KnownEntity(entity) }
            addSymbol(of: entity)
            for alias in Set([entity.name] + entity.aliases + entity.ambiguous.keys)
            where alias != entity.symbol || alias == entity.name || entity.aliases.contains(alias) {
                add(alias, of: entity)
            }
            for other in entity.except { add(other, Name(symbol: nil, kind: .plain, prior: 0)) }
        }
        for first in patterns.keys {
            // A name goes before a symbol of the same words.
            patterns[first]?.sort {
                ($0.words.count, $1.form == .symbol ? 1 : 0) > ($1.words.count, $0.form == .symbol ? 1 : 0)
            }
        }
    }

    private mutating func add(_ alias: String, of entity: Entity) {
        let name =
            if let share = entity.ambiguous[alias] {
                Name(symbol: entity.symbol, kind: .ambiguous, prior: logOdds(share))
            } else {
                Name(symbol: entity.symbol, kind: .plain, prior: Name.plainPrior)
            }
        add(alias, name)
    }

    private mutating func add(_ alias: String, _ name: Name) {
        let words = Tokenizer.words(of: alias).map { $0 == "\u{2019}" ? "'" : $0 }
        let exactCase = name.symbol != nil && !alias.contains { $0.isLowercase }
        append(exactCase ? words : words.map { $0.lowercased() }, exactCase ? .exactCase : .anyCase, name)
    }

    /// The symbol by itself; one in parts (`BRK.B`) also with a hyphen or a slash.
    private mutating func addSymbol(of entity: Entity) {
        let symbol = entity.symbol.uppercased()
        let prior =
            entity.ambiguous[entity.symbol].map(logOdds)
            ?? Name.tickerPrior(letters: symbol.prefix { $0.isLetter }.count)
        let words = Tokenizer.words(of: symbol)
        let isInParts = words.count > 1
        let name = Name(symbol: entity.symbol, kind: .ticker, prior: isInParts ? Name.plainPrior : prior)
        append(words, .symbol, name)
        guard isInParts else { return }
        for mark in ["-", "/", "."] {
            let other = words.map { [".", "-"].contains($0) ? mark : $0 }
            if other != words { append(other, .symbol, name) }
        }
    }

    private mutating func append(_ words: [String], _ form: Pattern.Form, _ name: Name) {
        guard let first = words.first else { return }
        patterns[first.lowercased(), default: []].append(Pattern(words: words, form: form, name: name))
    }

    /// The entities that a title names, each once, in reading order, with their relevance.
    public func mentions(in title: TitleWords) -> [Mention] {
        mentions(in: title, spanProbability: { _ in nil })
    }

    /// The same, with what a model says of the words.
    ///
    /// - Parameter spanProbability: How probable a model finds it that these words name an organization, in
    ///   (0, 1); nil where no model was asked.
    public func mentions(
        in title: TitleWords, spanProbability: (Range<Int>) -> Float?
    ) -> [Mention] {
        let judgments = judgments(in: title, spanProbability: spanProbability)
        let meant = judgments.filter(\.isMeant)
        let relevances = relevances(of: meant.map(\.occurrence), words: title.words.count)
        let speakers = Set(meant.filter(\.isSpeaker).map(\.symbol))
        var seen: Set<String> = []
        return meant.filter { seen.insert($0.symbol).inserted }.map { first in
            let relevance = relevances[first.symbol] ?? 0
            return Mention(
                name: first.name, symbol: first.symbol, words: first.words,
                relevance: speakers.contains(first.symbol)
                    ? min(relevance, Mention.speakerRelevance) : relevance)
        }
    }

    /// Every run of words that names an entity, in reading order.
    func occurrences(in title: TitleWords) -> [Occurrence] {
        judgments(in: title).filter(\.isMeant).map(\.occurrence)
    }

    /// Every run of words that may name an entity, in reading order, with the decision and what it rests on.
    public func judgments(
        in title: TitleWords, spanProbability: (Range<Int>) -> Float? = { _ in nil }
    ) -> [Judgment] {
        var view = TitleView(title)
        let candidates = candidates(in: view)
        guard candidates.contains(where: { $0.name.symbol != nil }) else { return [] }
        view.readStyle()
        return Judge(title: view, candidates: candidates, entities: entities).judgments(spanProbability)
    }

    private func candidates(in title: TitleView) -> [Candidate] {
        var found: [Candidate] = []
        var index = 0
        while index < title.words.count {
            guard let candidate = candidate(in: title, at: index) else {
                index += 1
                continue
            }
            found.append(candidate)
            index = candidate.words.upperBound
        }
        return found
    }

    private func candidate(in title: TitleView, at index: Int) -> Candidate? {
        if title.words[index] == "$", title.isGlued(index + 1) {
            // "US$M" is money.
            if title.isGlued(index), title.shape(safe: index - 1) != .other { return nil }
            for pattern in patterns[title.lower(index + 1)] ?? [] where pattern.form == .symbol {
                guard spells(title, at: index + 1, pattern, anyCase: true) else { continue }
                let name = Name(symbol: pattern.name.symbol, kind: .cashtag, prior: 10)
                return Candidate(words: index..<index + 1 + pattern.words.count, name: name)
            }
            return nil
        }
        // So is what follows without a blank.
        if index > 0, title.words[index - 1] == "$", title.isGlued(index) { return nil }
        for pattern in patterns[title.lowered[index]] ?? [] where spells(title, at: index, pattern) {
            return Candidate(words: index..<index + pattern.words.count, name: pattern.name)
        }
        return nil
    }

    private func spells(
        _ title: TitleView, at index: Int, _ pattern: Pattern, anyCase: Bool = false
    ) -> Bool {
        let end = index + pattern.words.count
        guard end <= title.words.count else { return false }
        switch pattern.form {
        case .anyCase: return title.lowered[index..<end].elementsEqual(pattern.words)
        case .exactCase: return title.words[index..<end].elementsEqual(pattern.words)
        case .symbol:
            guard (index + 1..<max(end, index + 1)).allSatisfy(title.isGlued) else { return false }
            if !anyCase { return title.words[index..<end].elementsEqual(pattern.words) }
            return zip(title.lowered[index..<end], pattern.words).allSatisfy { $0 == $1.lowercased() }
        }
    }
}

/// What the judgment of a name needs to know of its entity.
struct KnownEntity: Sendable {
    let name: String
    let supporting: Set<String>
    let opposing: Set<String>
    let isAnalyst: Bool

    init(_ entity: Entity) {
        name = entity.name
        supporting = Set(entity.context.supporting.map { $0.lowercased() })
        opposing = Set(entity.context.opposing.map { $0.lowercased() })
        isAnalyst = entity.isAnalyst
    }
}

/// The log odds of a share, kept finite.
func logOdds(_ share: Double) -> Float {
    let share = min(max(share, 0.0005), 0.9995)
    return Float(log(share / (1 - share)))
}
