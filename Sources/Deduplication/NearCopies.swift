import Domain

// Copies of a story whose titles differ a little: "UPDATE 1-Acme cuts 2,000 jobs in Ohio" and "Acme cuts
// 2,000 jobs in Ohio, shares slip". Candidates come from MinHash (Broder 1997) of the title's words in bands
// (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4): six bands of two rows find titles of
// similarity J with probability 1 − (1 − J²)⁶, 98 % at J = 0.7, at a cost that is linear in the number of
// items. A candidate is a copy when the words are alike enough and what differs is neither a number, nor a
// name for another name, nor a direction for its opposite.

/// The words of a title, for comparison.
struct TitleWords: Sendable {
    /// In lower case, with whether each is written with a capital.
    private let words: [String: Bool]
    private let numbers: Set<String>

    private static let minimumWords = 5
    private static let minimumSimilarity = 0.7
    /// Words that say nothing of what a title is about.
    private static let fillers: Set<String> = [
        "a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "its", "of", "on", "or", "s",
        "that", "the", "to",
        "with", "update", "breaking", "exclusive", "live", "wrapup", "refile", "corrected", "factbox",
        "analysis",
    ]
    private static let upwards: Set<String> = [
        "rise", "rises", "rose", "up", "gain", "gains", "gained", "climb", "climbs", "climbed", "jump",
        "jumps", "jumped", "soar",
        "soars", "soared", "surge", "surges", "surged", "beat", "beats", "raise", "raises", "raised",
        "higher", "upgrade", "upgrades",
        "hike", "hikes", "buy", "buys", "profit", "growth", "approve", "approves", "approved", "wins", "won",
    ]
    private static let downwards: Set<String> = [
        "fall", "falls", "fell", "down", "drop", "drops", "dropped", "slip", "slips", "slipped", "slump",
        "slumps", "slumped", "plunge",
        "plunges", "plunged", "tumble", "tumbles", "tumbled", "miss", "misses", "missed", "cut", "cuts",
        "lower", "lowers", "downgrade",
        "downgrades", "sell", "sells", "loss", "decline", "declines", "reject", "rejects", "rejected",
        "loses", "lost", "no", "not", "denies",
    ]

    init(_ title: String) {
        var words: [String: Bool] = [:]
        var numbers: Set<String> = []
        for word in title.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "," }) {
            let word = word.trimmingPunctuation
            let lowered = word.lowercased()
            guard !lowered.isEmpty, !Self.fillers.contains(lowered) else { continue }
            if lowered.contains(where: \.isNumber) {
                // The 1 of "UPDATE 1-" numbers a version.
                if lowered.count > 1 || title.first?.isLowercase == true { numbers.insert(lowered) }
            } else {
                words[lowered] = word.first?.isUppercase == true
            }
        }
        self.words = words
        self.numbers = numbers
    }

    /// The share of the words that both have, in [0, 1] (Jaccard).
    func similarity(to other: TitleWords) -> Double {
        let all = Set(words.keys).union(numbers)
        let theirs = Set(other.words.keys).union(other.numbers)
        let union = all.union(theirs).count
        return union == 0 ? 0 : Double(all.intersection(theirs).count) / Double(union)
    }

    /// Whether both are titles of one story.
    func isCopy(of other: TitleWords) -> Bool {
        guard words.count >= Self.minimumWords, other.words.count >= Self.minimumWords,
            numbers == other.numbers, similarity(to: other) >= Self.minimumSimilarity
        else { return false }
        let own = words.keys.filter { other.words[$0] == nil }
        let theirs = other.words.keys.filter { words[$0] == nil }
        let isRenamed = own.contains { words[$0] == true } && theirs.contains { other.words[$0] == true }
        func contains(_ directions: Set<String>, _ words: [String]) -> Bool {
            words.contains { directions.contains($0) }
        }
        let isTurned =
            contains(Self.upwards, own) && contains(Self.downwards, theirs)
            || contains(Self.downwards, own) && contains(Self.upwards, theirs)
        return !isRenamed && !isTurned
    }

    /// The names of the title's bands; empty for one too short to compare.
    var bands: [Int64] {
        guard words.count >= Self.minimumWords else { return [] }
        let hashes = (Array(words.keys) + numbers).map { fingerprint($0.utf8) }
        return (0..<6).map { band in
            let rows = (0..<2).map { row -> UInt64 in
                let key = UInt64(band * 2 + row + 1) &* 0x9e37_79b9_7f4a_7c15
                return hashes.map { SplitMix64.mixed($0 ^ key) }.min() ?? 0
            }
            return Int64(bitPattern: SplitMix64.mixed(rows[0] ^ SplitMix64.mixed(rows[1] &+ UInt64(band))))
        }
    }
}

/// How new a title is, against those of the week before it.
struct Novelty {
    /// A title is like another from this share of common words on.
    private static let alike = 0.5
    private static let spans: [Duration] = [12, 24, 72, 120, 168].map { .seconds($0 * 3600) }

    /// One less the largest similarity to an earlier title, in [0, 1].
    private(set) var novelty = 1.0
    /// Similar titles within 12 hours, a day, three, five and seven days before.
    private(set) var similarCounts = [0, 0, 0, 0, 0]

    mutating func compare(_ similarity: Double, age: Duration) {
        novelty = min(novelty, 1 - similarity)
        guard similarity >= Self.alike else { return }
        for (index, span) in Self.spans.enumerated() where age <= span { similarCounts[index] += 1 }
    }
}

extension Substring {
    fileprivate var trimmingPunctuation: Substring {
        let isPoint = { (character: Character) in character == "." || character == "," }
        let start = drop(while: isPoint)
        return start.lastIndex { !isPoint($0) }.map { start[...$0] } ?? ""
    }
}
