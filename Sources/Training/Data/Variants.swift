import Domain

// Variants of a text that people would label alike, or the other way round, made by rule: they teach that
// names and figures do not matter and that directions do.

/// Makes variants of texts.
struct Variants: Sendable {
    /// Words that say the same about a figure or a share.
    private static let synonyms = [
        ["rises", "climbs", "gains", "advances"], ["rose", "climbed", "gained", "advanced"],
        ["falls", "drops", "slips", "declines"], ["fell", "dropped", "slipped", "declined"],
        ["jumps", "soars", "surges"], ["jumped", "soared", "surged"], ["plunges", "tumbles", "slumps"],
        ["plunged", "tumbled", "slumped"], ["says", "states", "reports"], ["said", "stated", "reported"],
        ["firm", "company"], ["shares", "stock"],
    ]
    /// Words whose exchange turns good news into bad and bad into good.
    private static let antonyms = [
        ("rises", "falls"), ("rose", "fell"), ("climbs", "drops"), ("climbed", "dropped"),
        ("gains", "declines"),
        ("gained", "declined"), ("increased", "decreased"), ("increases", "decreases"), ("soars", "plunges"),
        ("soared", "plunged"), ("surges", "slumps"), ("surged", "slumped"), ("beats", "misses"),
        ("higher", "lower"),
        ("raises", "cuts"), ("raised", "cut"), ("widened", "narrowed"), ("upgrades", "downgrades"),
        ("upgraded", "downgraded"), ("strong", "weak"), ("above", "below"),
    ]
    /// Words that compare figures: after them, the figures decide.
    private static let comparisons: Set<String> = [
        "from", "compared", "against", "versus", "vs", "to", "than",
    ]

    /// The share of the texts that are varied.
    private let share: Float
    /// Names to put in place of others.
    private let names: [String]

    /// - Parameter texts: Where names are taken from.
    init(share: Float, of texts: [LabeledText]) {
        self.share = share
        names = share > 0 ? Array(Set(texts.flatMap { $0.entities.map(\.name) })).sorted() : []
    }

    /// The text itself, or one variant of it.
    func varied(_ text: LabeledText, using random: inout SplitMix64) -> LabeledText {
        guard share > 0, random.uniform() < share else { return text }
        let kinds = [withOtherNames, withOtherTickers, withOtherNumber, withSynonym, flipped]
        for _ in kinds.indices {
            let kind = kinds[Int(random.next() % UInt64(kinds.count))]
            if let variant = kind(text, &random) { return variant }
        }
        return text
    }

    /// Other names in place of the entities'; the labels stay with the places.
    func withOtherNames(_ text: LabeledText, _ random: inout SplitMix64) -> LabeledText? {
        guard !names.isEmpty, !text.entities.isEmpty else { return nil }
        var words = text.text
        var entities: [LabeledEntity] = []
        for entity in text.entities {
            let other = names[Int(random.next() % UInt64(names.count))]
            guard words.contains(entity.name), !words.contains(other) else { return nil }
            words = words.replacing(entity.name, with: other)
            entities.append(LabeledEntity(name: other, labels: entity.labels))
        }
        return text.with(text: words, entities: entities)
    }

    /// Cashtags of other companies in place of the text's, or none.
    func withOtherTickers(_ text: LabeledText, _ random: inout SplitMix64) -> LabeledText? {
        let words = text.text.split(separator: " ")
        guard words.contains(where: \.isCashtag), text.entities.isEmpty else { return nil }
        let drops = random.next() % 2 == 0
        let kept = words.compactMap { word -> String? in
            guard word.isCashtag else { return String(word) }
            if drops { return nil }
            let letters = (0..<3 + Int(random.next() % 2)).map { _ in
                Character(Unicode.Scalar(UInt8(65 + random.next() % 26)))
            }
            return "$" + String(letters)
        }
        guard kept.count > 2 else { return nil }
        return text.with(text: kept.joined(separator: " "))
    }

    /// Another number in place of the only one of a text that compares nothing.
    func withOtherNumber(_ text: LabeledText, _ random: inout SplitMix64) -> LabeledText? {
        let words = text.text.split(separator: " ", omittingEmptySubsequences: false)
        let numbers = words.indices.filter { words[$0].contains { $0.isASCII && $0.isNumber } }
        guard numbers.count == 1,
            !words.contains(where: { Self.comparisons.contains($0.lowercased()) })
        else { return nil }
        var changed = words.map(String.init)
        changed[numbers[0]] = String(
            words[numbers[0]].map { character in
                // A first digit of 0 would look like no number that people write.
                character.isASCII && character.isNumber ? Character("\(1 + random.next() % 9)") : character
            })
        return text.with(text: changed.joined(separator: " "))
    }

    /// One word replaced by another that says the same.
    func withSynonym(_ text: LabeledText, _ random: inout SplitMix64) -> LabeledText? {
        let words = text.text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        for (index, word) in words.enumerated() {
            guard let group = Self.synonyms.first(where: { $0.contains(word) }) else { continue }
            var changed = words
            changed[index] = group[Int(random.next() % UInt64(group.count))]
            return changed == words ? nil : text.with(text: changed.joined(separator: " "))
        }
        return nil
    }

    /// The one word that gives the direction replaced by its opposite, and all labels with it.
    ///
    /// Only where there is one such word, a text as a whole is good or bad, and so it is for all of its
    /// entities.
    func flipped(_ text: LabeledText, _ random: inout SplitMix64) -> LabeledText? {
        guard let sentiment = text.sentiment, sentiment != 1,
            text.entities.allSatisfy({ $0.sentiment == sentiment })
        else { return nil }
        var words = text.text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let turned = words.indices.compactMap { index in Self.opposite(of: words[index]).map { (index, $0) } }
        guard turned.count == 1 else { return nil }
        words[turned[0].0] = turned[0].1
        var variant = text.with(
            text: words.joined(separator: " "),
            entities: text.entities.map {
                LabeledEntity(name: $0.name, labels: .only(.entity, $0.labels[.entity].flipped))
            })
        // Only the sentiment turns with the direction; the topic, and what else is said, may have been given
        // by it.
        variant.labels = .only(.sentiment, text.labels[.sentiment].flipped)
        return variant
    }

    private static func opposite(of word: String) -> String? {
        antonyms.lazy.compactMap { $0 == word ? $1 : $1 == word ? $0 : nil }.first
    }
}

extension Substring {
    /// `$AAPL`: a dollar sign and letters.
    fileprivate var isCashtag: Bool { first == "$" && count > 1 && dropFirst().allSatisfy(\.isLetter) }
}

extension Label {
    /// Good for bad and bad for good.
    fileprivate var flipped: Label { Label(hard: hard.map { 2 - $0 }, soft: soft?.reversed()) }
}

extension Labels {
    /// A label for one head, and none for the others.
    fileprivate static func only(_ head: HeadName, _ label: Label) -> Labels {
        var labels = Labels()
        labels[head] = label
        return labels
    }
}

extension LabeledText {
    /// The same labels on another text.
    func with(text: String, entities: [LabeledEntity]? = nil) -> LabeledText {
        var copy = LabeledText(text: text, entities: entities ?? self.entities)
        copy.corpus = corpus
        copy.labels = labels
        return copy
    }
}
