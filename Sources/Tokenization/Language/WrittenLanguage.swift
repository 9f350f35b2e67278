// The language of a headline: by its script where that decides, else by words. Twelve words are too few for
// statistics of letters, but hardly a headline is without a function word ("de", "und", "sube"). English is
// the default: a text is foreign only where more of its words are of another language than of English.

/// Says in which language a headline is written.
public enum WrittenLanguage {
    private static let english = "en"

    /// The share of letters of another script from which on it decides; names in Latin letters are common in
    /// all.
    private static let scriptShare = 0.3
    /// What a word counts that English headlines have too.
    private static let sharedWeight: Float = 0.4
    /// What a letter counts that English does not have, a word.
    private static let letterWeight: Float = 0.6
    /// What makes a text foreign; less, where a short text has no English word at all.
    private static let enough: (usual: Float, short: Float) = (1.5, 1)
    /// The most words of a short text.
    private static let shortest = 7
    /// The most letters of a word in capitals that is a symbol or an abbreviation.
    private static let longestSymbol = 5

    /// The language of a text (BCP 47); English unless something speaks against it.
    ///
    /// Cost: linear in the text, one look-up a word.
    public static func of(_ text: String) -> String {
        if let script = script(of: text) { return script }
        var words = text.split { !$0.isLetter }
        let hasLowerCase = text.contains(where: \.isLowercase)
        if hasLowerCase {
            words.removeAll { $0.count <= longestSymbol && $0.allSatisfy(\.isUppercase) }
        }
        var scores = [Float](repeating: 0, count: LanguageWords.foreign.count)
        var (english, accents): (Float, Float) = (0, 0)
        for word in words {
            let lowered = word.lowercased()
            if let known = vocabulary[lowered] {
                if known.isEnglish { english += 1 }
                for language in known.languages { scores[language] += known.isShared ? sharedWeight : 1 }
            }
            if lowered.unicodeScalars.contains(where: {
                (0xDF...0x17F).contains($0.value) && $0.value != 0xF7
            }) {
                accents += letterWeight
            }
        }
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return Self.english }
        let score = scores[best] + accents
        let isShort = english == 0 && hasLowerCase && words.count <= shortest
        guard score >= (isShort ? enough.short : enough.usual), score > english else { return Self.english }
        // Accents alone tell that it is foreign, not what it is.
        return scores[best] > 0 ? LanguageWords.foreign[best].code : undetermined
    }

    /// The code of a language that is not known (BCP 47).
    private static let undetermined = "und"

    private struct KnownWord {
        var languages: [Int] = []
        var isEnglish = false
        var isShared = false
    }

    private static let vocabulary: [String: KnownWord] = {
        var known: [String: KnownWord] = [:]
        for word in LanguageWords.english.split(whereSeparator: \.isWhitespace) {
            known[String(word), default: KnownWord()].isEnglish = true
        }
        for word in LanguageWords.shared.split(whereSeparator: \.isWhitespace) {
            known[String(word), default: KnownWord()].isShared = true
        }
        for (index, language) in LanguageWords.foreign.enumerated() {
            for word in language.words.split(whereSeparator: \.isWhitespace) {
                known[String(word), default: KnownWord()].languages.append(index)
            }
        }
        return known
    }()

    /// The language that a script other than Latin tells; nil where Latin letters prevail.
    private static func script(of text: String) -> String? {
        var (all, counts): (Int, [Script: Int]) = (0, [:])
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            all += 1
            if let script = Script(scalar) { counts[script, default: 0] += 1 }
        }
        let others = counts.values.reduce(0, +)
        guard others > 0, Double(others) >= scriptShare * Double(all) else { return nil }
        // Japanese mixes kana and Han characters.
        if counts[.kana] != nil { return Script.kana.rawValue }
        return counts.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key.rawValue
    }
}

/// A script, by the code of the language that headlines in it are most often written in.
private enum Script: String {
    case greek = "el"
    case cyrillic = "ru"
    case hebrew = "he"
    case arabic = "ar"
    case devanagari = "hi"
    case thai = "th"
    case kana = "ja"
    case hangul = "ko"
    case han = "zh"
    /// Any other.
    case other = "und"

    /// Nil for Latin letters.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case ..<0x370, 0x1D00...0x1EFF, 0x2070...0x218F, 0xFB00...0xFB06, 0xFF21...0xFF5A: return nil
        case ..<0x400: self = .greek
        case ..<0x530: self = .cyrillic
        case 0x590..<0x600: self = .hebrew
        case 0x600..<0x780: self = .arabic
        case 0x900..<0x980: self = .devanagari
        case 0xE00..<0xE80: self = .thai
        case 0x1100..<0x1200, 0xAC00..<0xD7B0: self = .hangul
        case 0x3040..<0x3100, 0xFF66..<0xFFA0: self = .kana
        case 0x3400..<0xA000, 0xF900..<0xFB00, 0x20000..<0x32000: self = .han
        default: self = .other
        }
    }
}
