import Domain

// Words that name adverse events. They decide nothing: they say to a person which word of a headline tells of
// the event that the model found.

extension String {
    /// The words of a title that name an event such as fraud, an arrest, an insolvency, a recall or a breach,
    /// in reading order.
    var adverseWords: [String] {
        let title = utf8.span
        var words: [String] = []
        var start: Int?
        for index in 0...title.count {
            let isLetter = index < title.count && title[index].isInWord
            if isLetter {
                start = start ?? index
            } else if let first = start {
                if WordList.adverse.contains(title.extracting(first..<index)) {
                    words.append(String(decoding: utf8.dropFirst(first).prefix(index - first), as: UTF8.self))
                }
                start = nil
            }
        }
        return words
    }
}

extension UInt8 {
    /// Whether a byte of UTF-8 is of a word: an ASCII letter, a hyphen, or of a letter beyond ASCII.
    fileprivate var isInWord: Bool { (lowered >= 0x61 && lowered <= 0x7a) || self == 0x2d || self >= 0x80 }

    /// An ASCII letter in lower case; anything else as something that is no letter.
    fileprivate var lowered: UInt8 { self | 0x20 }
}

/// Words and beginnings of words by their first letter, compared byte by byte: nothing is made for a title's
/// words.
private struct WordList: Sendable {
    private var byLetter = [[(word: [UInt8], isStem: Bool)]](repeating: [], count: 26)

    static let adverse = WordList()

    private init() {
        for (words, isStem) in [(adverseWords, false), (adverseStems, true)] {
            for word in words {
                guard let letter = word.utf8.first, (0x61...0x7a).contains(letter) else { continue }
                byLetter[Int(letter) - 0x61].append((Array(word.utf8), isStem))
            }
        }
    }

    func contains(_ word: Span<UInt8>) -> Bool {
        guard !word.isEmpty, (0x61...0x7a).contains(word[0].lowered) else { return false }
        return byLetter[Int(word[0].lowered) - 0x61].contains { listed, isStem in
            guard isStem ? word.count >= listed.count : word.count == listed.count else { return false }
            // A hyphen has the bit of lower case already.
            return listed.indices.allSatisfy { word[$0].lowered == listed[$0] }
        }
    }
}

/// Beginnings of words that name such events.
private let adverseStems = [
    "arrest", "bankrupt", "bribe", "collaps", "corrupt", "counterfeit", "cyberattack", "delist", "embezzl",
    "evacuat",
    "explo", "extort", "fraud", "hack", "indict", "insolven", "launder", "liquidat", "malware", "misconduct",
    "mis-sell", "mis-sold", "ponzi", "ransomware", "scandal", "shutdown", "whistleblow", "wrongdoing",
    "writedown",
    "write-down",
]

private let adverseWords = [
    "administrators", "bailout", "ban", "banned", "bans", "boycott", "breach", "breaches", "cartel",
    "charged", "chaos",
    "chapter", "contagion", "cover-up", "crash", "crashed", "crashes", "crisis", "deaths", "default",
    "defaults", "defaulted",
    "downgrade", "downgraded", "downgrades", "emissions", "fined", "fines", "fire", "grounded", "grounding",
    "grounds",
    "halts", "investigated", "investigation", "investigations", "jailed", "lawsuit", "lawsuits", "layoffs",
    "meltdown", "outage", "outages", "ousted", "ousts", "panic", "penalty", "pleads", "poison", "probe",
    "probed", "probes",
    "prosecution", "raid", "raided", "raids", "recall", "recalls", "recalled", "redundancies", "resigns",
    "sacked",
    "sacks", "sanction", "sanctioned", "sanctions", "spill", "strike", "strikes", "subpoena", "subpoenas",
    "sue", "sued",
    "sues", "suspended", "suspends", "tariff", "tariffs", "turmoil",
]
