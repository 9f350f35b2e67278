import Domain

// The words and pairs of a title that a theme may be named by.
//
// Words are in lower case without a possessive or plural s. Stop words, numbers and the names of the
// catalogue, which have streams of their own, are left out, and no pair reaches over one of them or over a
// comma. Only Latin letters make a word: the classifier reads English, and a script without spaces would make
// a word of each sentence.

/// A word or a pair of neighbors in a title.
struct ThemeTerm: Sendable, Equatable {
    /// Stands for the text: all that is looked up.
    let key: UInt64
    /// The words, with a space between those of a pair.
    let text: String

    init(_ text: String) {
        self.text = text
        key = fingerprint(text.utf8)
    }

    /// A pair of words.
    init(_ first: ThemeTerm, _ second: ThemeTerm) {
        text = "\(first.text) \(second.text)"
        // The order of the words counts.
        key = (first.key &* 0x9e37_79b9_7f4a_7c15) ^ (second.key &* 0xc2b2_ae3d_27d4_eb4f &+ 1)
    }

    /// The key of a text as `text` has it.
    static func key(of text: String) -> UInt64 {
        let words = text.split(separator: " ").map { ThemeTerm(String($0)) }
        return words.count == 2 ? ThemeTerm(words[0], words[1]).key : fingerprint(text.utf8)
    }
}

/// The terms of one title.
struct ThemeTitle: Sendable {
    /// Words looked at, so that no title costs more than this.
    private static let mostWords = 32
    /// Bytes of a word: shorter ones say little, longer ones are not words.
    private static let letters = 3...32

    /// The words and pairs, each once, in reading order.
    private(set) var terms: [ThemeTerm] = []

    /// - Parameter names: Words of names that have streams of their own, in lower case.
    init(_ title: String, without names: Set<String> = []) {
        var last: ThemeTerm?
        var end: String.Index?
        var seen: Set<UInt64> = []
        let names = Set(names.map(Self.normal))
        for word in Self.words(of: title).prefix(Self.mostWords) {
            let isNeighbor = end.map { title[$0..<word.startIndex].allSatisfy(\.isWhitespace) } ?? false
            end = word.endIndex
            guard let term = Self.term(word, names) else {
                last = nil
                continue
            }
            if seen.insert(term.key).inserted { terms.append(term) }
            if isNeighbor, let last {
                let pair = ThemeTerm(last, term)
                if seen.insert(pair.key).inserted { terms.append(pair) }
            }
            last = term
        }
    }

    /// A word as it is counted; nil for one that names no theme.
    private static func term(_ word: Substring, _ names: Set<String>) -> ThemeTerm? {
        let term = ThemeTerm(normal(word))
        let text = term.text
        guard letters.contains(text.utf8.count), !StopWords.keys.contains(term.key), !names.contains(text),
            text.unicodeScalars.allSatisfy(\.isOfThemeWord), !text.utf8.allSatisfy({ $0 < 0x3a })
        else { return nil }
        return term
    }

    /// Runs of letters, digits, and hyphens and apostrophes between them.
    static func words(of title: String) -> [Substring] {
        title.split { !$0.isLetter && !$0.isNumber && !"-'’".contains($0) }
            .map { $0.trimming { !$0.isLetter && !$0.isNumber } }.filter { !$0.isEmpty }
    }

    /// A word in lower case, without the s of a possessive or a plural.
    static func normal(_ word: some StringProtocol) -> String {
        var text = word.lowercased()
        for ending in ["'s", "’s", "s'", "s’"] where text.hasSuffix(ending) {
            text.removeLast(2)
            return text
        }
        let bytes = text.utf8.count
        guard bytes > 3, text.hasSuffix("s") else { return text }
        if ["ss", "us", "is", "as"].contains(where: text.hasSuffix) { return text }
        if bytes > 4, text.hasSuffix("ies") { return text.dropLast(3) + "y" }
        let isLong = bytes > 5 && ["sses", "shes", "ches", "xes"].contains(where: text.hasSuffix)
        return String(text.dropLast(isLong ? 2 : 1))
    }
}

extension Substring {
    /// Without what is no letter at either end.
    fileprivate func trimming(_ isOutside: (Character) -> Bool) -> Substring {
        var text = self
        while let first = text.first, isOutside(first) { text.removeFirst() }
        while let last = text.last, isOutside(last) { text.removeLast() }
        return text
    }
}

extension Unicode.Scalar {
    /// A Latin letter, a digit, or what joins them.
    fileprivate var isOfThemeWord: Bool {
        switch value {
        case 0x61...0x7a, 0x30...0x39, 0x2d, 0x27, 0x2019: true
        case 0xdf...0xf6, 0xf8...0x24f, 0x1e00...0x1eff: true
        default: false
        }
    }
}
