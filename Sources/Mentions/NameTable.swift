import Domain
import Glibc
import Tokenization

/// The names and symbols of entities, and where a title spells them.
struct NameTable: Sendable {
    var lexicon = Lexicon()
    /// By their first word, as the lexicon numbers it; the longest first.
    private var spellings: [[Spelling]] = []

    private struct Spelling: Sendable {
        /// In lower case where any case will do.
        let words: [String]
        /// For each word, whether the catalogue gives it a capital.
        let capitals: [Bool]
        let form: Form
        let name: Name

        enum Form { case anyCase, exactCase, symbol }

        /// The capitals that it wants.
        var demands: Int { capitals.count { $0 } }
    }

    /// Adds every name of an entity.
    ///
    /// - Parameter place: The entity's place in the gazetteer.
    mutating func add(_ entity: Entity, at place: Int) {
        addSymbol(of: entity, at: place)
        for alias in Set([entity.name] + entity.aliases + entity.ambiguous.keys).sorted()
        where alias != entity.symbol || alias == entity.name || entity.aliases.contains(alias) {
            let share = entity.ambiguous[alias]
            add(
                alias,
                Name(
                    symbol: entity.symbol, entity: place, kind: share == nil ? .plain : .ambiguous,
                    prior: share.map(logOdds) ?? Name.plainPrior))
        }
        for other in entity.except { add(other, .other) }
    }

    /// Puts the longest names first; of equally long ones those that are written in capitals, then other
    /// names, those with the fewest capitals first, then symbols, then those of something else.
    mutating func sort() {
        func rank(_ spelling: Spelling) -> Int {
            switch spelling.form {
            case _ where spelling.name.symbol == nil: 3
            case .exactCase: 0
            case .anyCase: 1
            case .symbol: 2
            }
        }
        for index in spellings.indices {
            let sorted = spellings[index].enumerated().sorted {
                (-$0.element.words.count, rank($0.element), $0.element.demands, $0.offset)
                    < (-$1.element.words.count, rank($1.element), $1.element.demands, $1.offset)
            }
            spellings[index] = sorted.map(\.element)
        }
    }

    private mutating func add(_ alias: String, _ name: Name) {
        let words = Tokenizer.words(of: alias).map { $0 == "\u{2019}" ? "'" : $0 }
        let exactCase = name.symbol != nil && !alias.contains { $0.isLowercase }
        append(words, exactCase ? .exactCase : .anyCase, name)
    }

    /// The symbol by itself; one in parts (`BRK.B`) also with a hyphen or a slash.
    private mutating func addSymbol(of entity: Entity, at place: Int) {
        let symbol = entity.symbol.uppercased()
        let prior =
            entity.ambiguous[entity.symbol].map(logOdds)
            ?? Name.tickerPrior(letters: symbol.prefix { $0.isLetter }.count)
        let words = Tokenizer.words(of: symbol)
        let isInParts = words.count > 1
        let name = Name(
            symbol: entity.symbol, entity: place, kind: .ticker, prior: isInParts ? Name.plainPrior : prior)
        append(words, .symbol, name)
        guard isInParts else { return }
        for mark in ["-", "/", "."] {
            let other = words.map { [".", "-"].contains($0) ? mark : $0 }
            if other != words { append(other, .symbol, name) }
        }
    }

    private mutating func append(_ words: [String], _ form: Spelling.Form, _ name: Name) {
        guard let first = words.first?.lowercased() else { return }
        if lexicon[first].names < 0 {
            lexicon[first].names = Int32(spellings.count)
            spellings.append([])
        }
        spellings[Int(lexicon[first].names)].append(
            Spelling(
                words: form == .anyCase ? words.map { $0.lowercased() } : words,
                capitals: words.map { $0.first?.isUppercase == true }, form: form, name: name))
    }

    /// What a title may name, in reading order; several candidates of the same words are different entities.
    func candidates(in title: TitleView) -> [Candidate] {
        var found: [Candidate] = []
        var index = 0
        while index < title.words.count {
            let before = found.count
            addCandidates(in: title, at: index, to: &found)
            index = found.count > before ? found[before].words.upperBound : index + 1
        }
        return found
    }

    private func addCandidates(in title: TitleView, at index: Int, to found: inout [Candidate]) {
        if title.names(index) < 0 && title.words[index] != "$" { return }
        if title.words[index] == "$", title.isGlued(index + 1) {
            // "US$M" is money.
            if title.isGlued(index), title.shape(safe: index - 1) != .other { return }
            guard title.names(index + 1) >= 0 else { return }
            for spelling in spellings[title.names(index + 1)]
            where spelling.form == .symbol && spells(title, at: index + 1, spelling, anyCase: true) {
                found.append(
                    Candidate(
                        words: index..<index + 1 + spelling.words.count, name: spelling.name.asCashtag))
                return
            }
            return
        }
        // So is what follows without a blank.
        if index > 0, title.words[index - 1] == "$", title.isGlued(index) { return }
        addNames(in: title, at: index, to: &found)
    }

    /// The longest name; with it, those of other entities that are spelled alike.
    private func addNames(in title: TitleView, at index: Int, to found: inout [Candidate]) {
        guard title.names(index) >= 0 else { return }
        let own = spellings[title.names(index)]
        var longest: Int?
        for place in own.indices {
            if let longest, own[longest].words.count > own[place].words.count { return }
            guard spells(title, at: index, own[place]) else { continue }
            if let longest {
                guard own[place].name.symbol != nil, own[place].name.entity != own[longest].name.entity else {
                    continue
                }
            }
            longest = longest ?? place
            let words = index..<index + own[place].words.count
            // Styles of writing differ on the first word, and leave some last ones without: "Metro bank".
            let lacksCapital = zip(words, own[place].capitals).contains { word, isCapital in
                isCapital && title.shape(word) == .lower
                    && (words.count == 1 || word > index && !title.is(word, .generic))
            }
            found.append(Candidate(words: words, name: own[place].name, lacksCapital: lacksCapital))
        }
    }

    private func spells(
        _ title: TitleView, at index: Int, _ spelling: Spelling, anyCase: Bool = false
    ) -> Bool {
        let end = index + spelling.words.count
        guard end <= title.words.count else { return false }
        switch spelling.form {
        case .anyCase: return title.lowered[index..<end].elementsEqual(spelling.words)
        case .exactCase: return title.words[index..<end].elementsEqual(spelling.words)
        case .symbol:
            guard (index + 1..<max(end, index + 1)).allSatisfy(title.isGlued) else { return false }
            if !anyCase { return title.words[index..<end].elementsEqual(spelling.words) }
            return zip(title.lowered[index..<end], spelling.words).allSatisfy { $0 == $1.lowercased() }
        }
    }
}

/// The log odds of a share, kept finite.
func logOdds(_ share: Double) -> Float {
    let share = min(max(share, 0.0005), 0.9995)
    return Float(log(share / (1 - share)))
}
