import Domain

/// A title as the judgment of names sees it.
struct TitleView {
    let words: [String]
    let lowered: [String]
    let isSpaced: [Bool]
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

    /// The form of one word.
    enum Shape: Equatable {
        case lower, capitalized, capitals
        /// A number, or punctuation.
        case other
    }

    init(_ title: TitleWords) {
        words = title.words
        isSpaced = title.isSpaced
        // Names are compared with the apostrophe that catalogues write.
        lowered = title.words.map { $0 == "\u{2019}" ? "'" : $0.lowercased() }
    }

    /// Sees how the title uses capitals; most titles without a candidate need not be looked at.
    mutating func readStyle() { style = Self.style(of: words, lowered) }

    func shape(_ index: Int) -> Shape { Self.shape(of: words[index]) }

    /// The word in lower case; empty beyond the title.
    func lower(_ index: Int) -> String { lowered.indices.contains(index) ? lowered[index] : "" }

    /// Whether a word follows the one before without white space.
    func isGlued(_ index: Int) -> Bool { isSpaced.indices.contains(index) && !isSpaced[index] }

    /// Whether a capital at this word says nothing because a sentence, a quote or a part begins with it.
    func beginsSentence(_ index: Int) -> Bool {
        index == 0 || (Self.openers.contains(words[index - 1]) && !isGlued(index))
            || Self.quotes.contains(words[index - 1])
    }

    private static let openers: Set<String> = [
        ":", ".", "?", "!", "|", "-", "\u{2013}", "\u{2014}", ";", "]",
    ]
    private static let quotes: Set<String> = ["\"", "\u{201C}", "\u{2018}", "\u{AB}"]

    private static func shape(of word: String) -> Shape {
        if let shape = asciiShape(of: word.utf8) { return shape }
        guard let first = word.unicodeScalars.first, first.properties.isAlphabetic else { return .other }
        guard first.properties.isUppercase else { return .lower }
        return word.unicodeScalars.dropFirst().contains { $0.properties.isLowercase }
            ? .capitalized : .capitals
    }

    /// The same for a word of ASCII characters; nil where there are others, whose properties are slow to get.
    private static func asciiShape(of word: String.UTF8View) -> Shape? {
        var (first, hasLower): (UInt8?, Bool) = (nil, false)
        for byte in word {
            guard byte < 0x80 else { return nil }
            if first == nil { first = byte } else if (0x61...0x7A).contains(byte) { hasLower = true }
        }
        switch first {
        case (0x61...0x7A)?: return .lower
        case (0x41...0x5A)?: return hasLower ? .capitalized : .capitals
        default: return .other
        }
    }

    /// Words of fewer letters are often lower case in a title that has capitals, and capitals in any.
    private static let shortestTelling = 4
    /// The share of telling words with a capital from which on a capital says nothing.
    private static let titleShare: Float = 0.75

    private static func style(of words: [String], _ lowered: [String]) -> Style {
        var counts: (capitals: Int, capitalized: Int, lower: Int) = (0, 0, 0)
        var telling: (all: Int, capitalized: Int) = (0, 0)
        for (index, word) in words.enumerated() {
            let shape = shape(of: word)
            switch shape {
            case .capitals: counts.capitals += word.utf8.count > 1 ? 1 : 0
            case .capitalized: counts.capitalized += 1
            case .lower: counts.lower += word.utf8.count > 1 ? 1 : 0
            case .other: continue
            }
            guard index > 0, word.utf8.count >= shortestTelling,
                !WordClasses.function.contains(lowered[index])
            else { continue }
            telling.all += 1
            telling.capitalized += shape == .lower ? 0 : 1
        }
        if counts.capitals == 0 && counts.capitalized == 0 { return .lower }
        if counts.capitals > 2, counts.capitals >= 4 * (counts.capitalized + counts.lower) {
            return .capitals
        }
        guard telling.all > 0 else { return counts.lower > 0 ? .sentence : .title }
        return Float(telling.capitalized) >= titleShare * Float(telling.all) ? .title : .sentence
    }
}
