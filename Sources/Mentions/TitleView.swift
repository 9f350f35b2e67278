import Domain

/// A title as the judgment of names sees it: each word is looked up once.
struct TitleView {
    let words: [String]
    let isSpaced: [Bool]
    /// In lower case, with the apostrophe that catalogues write.
    let lowered: [String]
    private let entries: [Lexicon.Entry]
    /// Running text until `readStyle` has looked.
    private(set) var style = Style.sentence

    /// How the title uses capitals.
    enum Style: Equatable {
        /// As in running text: capitals mark names.
        case sentence
        /// Every Word of Weight Has One: capitals say nothing.
        case title
        /// ALL IN CAPITALS, which say nothing.
        case capitals
        /// no capitals at all
        case lower
    }

    init(_ title: TitleWords, _ lexicon: Lexicon) {
        words = title.words
        isSpaced = title.isSpaced
        lowered = title.words.map { $0 == "\u{2019}" ? "'" : $0.lowercased() }
        entries = lowered.map { lexicon[$0] }
    }

    /// Sees how the title uses capitals; most titles without a candidate need not be looked at.
    mutating func readStyle() {
        style = Style(of: words) { entries[$0].classes.contains(.function) }
    }

    func shape(_ index: Int) -> WordShape { WordShape(of: words[index]) }

    /// The form of a word; `other` beyond the title.
    func shape(safe index: Int) -> WordShape { words.indices.contains(index) ? shape(index) : .other }

    /// The word in lower case; empty beyond the title.
    func lower(_ index: Int) -> String { lowered.indices.contains(index) ? lowered[index] : "" }

    /// Whether a word of the title is one of a class, or of one of some.
    func `is`(_ index: Int, _ classes: WordClass) -> Bool {
        entries.indices.contains(index) && !entries[index].classes.isDisjoint(with: classes)
    }

    /// Whether nobody asks about a word.
    func isUnknown(_ index: Int) -> Bool { entries.indices.contains(index) && entries[index].id < 0 }

    /// Whether any word of the title is one of a class.
    func has(_ classes: WordClass) -> Bool {
        entries.contains { !$0.classes.isDisjoint(with: classes) }
    }

    /// The number of words of a class.
    func count(_ classes: WordClass) -> Int {
        entries.count { !$0.classes.isDisjoint(with: classes) }
    }

    /// Where the gazetteer has the names that begin with a word; -1 where it has none.
    func names(_ index: Int) -> Int { entries.indices.contains(index) ? Int(entries[index].names) : -1 }

    /// Whether a word is one of the catalogue's words in a set of their numbers.
    func isContext(_ index: Int, _ words: Set<Int32>) -> Bool {
        self.is(index, .context) && words.contains(entries[index].id)
    }

    /// Whether a word follows the one before without white space.
    func isGlued(_ index: Int) -> Bool { isSpaced.indices.contains(index) && !isSpaced[index] }

    /// Whether a capital at this word says nothing because a sentence, a quote or a part begins with it.
    func beginsSentence(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        if self.is(index - 1, .opener), !isGlued(index) { return true }
        // A single quote opens where white space is before it and none behind.
        return self.is(index - 1, .openingQuote)
            || lowered[index - 1] == "'" && !isGlued(index - 1) && isGlued(index)
    }
}

extension TitleView.Style {
    /// Words of fewer letters are often lower case in a title that has capitals, and capitals in any.
    private static let shortestTelling = 4
    /// The share of telling words with a capital from which on a capital says nothing.
    private static let titleShare: Float = 0.8

    /// The style of a title's words.
    fileprivate init(of words: [String], isFunction: (Int) -> Bool) {
        var counts: (capitals: Int, capitalized: Int, lower: Int) = (0, 0, 0)
        var telling: (all: Int, capitalized: Int) = (0, 0)
        for (index, word) in words.enumerated() {
            let shape = WordShape(of: word)
            switch shape {
            case .capitals: counts.capitals += word.utf8.count > 1 ? 1 : 0
            case .capitalized: counts.capitalized += 1
            case .lower: counts.lower += word.utf8.count > 1 ? 1 : 0
            case .other: continue
            }
            guard index > 0, word.utf8.count >= Self.shortestTelling, !isFunction(index) else { continue }
            telling.all += 1
            telling.capitalized += shape == .lower ? 0 : 1
        }
        if counts.capitals == 0 && counts.capitalized == 0 {
            self = .lower
        } else if counts.capitals > 2, counts.capitals >= 4 * (counts.capitalized + counts.lower) {
            self = .capitals
        } else if telling.all == 0 {
            self = counts.lower > 0 ? .sentence : .title
        } else {
            self =
                Float(telling.capitalized) >= Self.titleShare * Float(telling.all) ? .title : .sentence
        }
    }
}
