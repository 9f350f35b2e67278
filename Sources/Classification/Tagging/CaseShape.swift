// The encoder reads words in lower case, and case is most of what tells a name from a word. So a word's shape
// is told to the tagger beside its states: its kind, whether it begins a sentence (where any word is
// capitalized), and how the sentence around it is written (where all words are in capitals, capitals say
// nothing).

/// How words are written, as numbers from 0.
package enum CaseShape {
    /// How one word is written.
    package enum Kind: Int, CaseIterable, Sendable {
        /// Neither letters nor digits.
        case mark
        case number
        /// No capital; also letters of scripts without case.
        case lower
        case capitalized
        case upper
        /// One capital letter, with or without a period.
        case initial
        /// Capital letters with periods: U.S.
        case abbreviation
        /// A capital inside: McDonald, eBay.
        case mixed
        /// Letters and digits.
        case alphanumeric
    }

    /// How most words of a sentence are written.
    package enum Sentence: Int, CaseIterable, Sendable {
        case mixed, upper, title, lower
    }

    /// The number of shapes.
    package static let count = Kind.allCases.count * 2 * Sentence.allCases.count
    /// The shape of what is no word: the frame of a text.
    package static let none = count
    /// Words with letters from which on a sentence can be one in title case.
    private static let titleWords = 4

    /// The shape of each word of one sentence.
    package static func shapes(of words: [some StringProtocol]) -> [Int] {
        let kinds = words.map { kind(of: $0) }
        let sentence = self.sentence(kinds)
        let first = kinds.firstIndex { $0 != .mark }
        return kinds.enumerated().map { index, kind in
            (kind.rawValue * 2 + (index == first ? 1 : 0)) * Sentence.allCases.count + sentence.rawValue
        }
    }

    /// How a sentence of words of such kinds is written.
    static func sentence(_ kinds: [Kind]) -> Sentence {
        let lettered = kinds.filter { $0 != .mark && $0 != .number }
        let raised = lettered.count { $0 != .lower }
        let capitals: Set<Kind> = [.upper, .initial, .abbreviation, .alphanumeric]
        if raised == 0 { return .lower }
        if lettered.count > 1, lettered.allSatisfy(capitals.contains) { return .upper }
        return lettered.count >= titleWords && raised * 5 >= lettered.count * 3 ? .title : .mixed
    }

    /// How a word is written.
    package static func kind(of word: some StringProtocol) -> Kind {
        var counts = Counts()
        for scalar in word.unicodeScalars { counts.add(scalar) }
        return counts.kind
    }

    /// The characters of a word, counted.
    private struct Counts {
        var upper = 0
        var lower = 0
        var caseless = 0
        var digits = 0
        var periods = 0
        var beginsUpper = false

        var letters: Int { upper + lower + caseless }

        mutating func add(_ scalar: Unicode.Scalar) {
            switch scalar {
            case "a"..."z": lower += 1
            case "A"..."Z": addUpper()
            case "0"..."9": digits += 1
            case ".": periods += 1
            case ..<"\u{80}": break
            default:
                let properties = scalar.properties
                if properties.isUppercase || properties.generalCategory == .titlecaseLetter {
                    addUpper()
                } else if properties.isLowercase {
                    lower += 1
                } else if properties.isAlphabetic {
                    caseless += 1
                } else if properties.numericType != nil {
                    digits += 1
                }
            }
        }

        private mutating func addUpper() {
            if letters == 0 { beginsUpper = true }
            upper += 1
        }

        var kind: Kind {
            if letters == 0 { return digits > 0 ? .number : .mark }
            if digits > 0 { return .alphanumeric }
            if upper == 0 { return .lower }
            if lower == 0, caseless == 0 {
                if upper == 1 { return .initial }
                return periods > 0 ? .abbreviation : .upper
            }
            return beginsUpper && upper == 1 ? .capitalized : .mixed
        }
    }
}
