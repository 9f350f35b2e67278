import FoundationEssentials

// Tweets name what they are about by tags: $AAPL, #inflation, @CNBC. Feeds of news have none, and a model
// that learns from tweets alone leans on them.

/// How the tags of a text are taken away.
public enum TagRemoval: Sendable, CaseIterable {
    /// `$AAPL` becomes `AAPL`.
    case signs
    /// `$AAPL` goes.
    case tags

    /// The text without tags; itself where too little would be left.
    public func applied(to text: String) -> String {
        let tags = TweetTags(text)
        switch self {
        case .signs: return tags.replaced { $0.name }
        case .tags: return tags.removed ?? tags.replaced { $0.name }
        }
    }

    /// Whether a text has tags to take away.
    public static func concerns(_ text: String) -> Bool { !TweetTags(text).tags.isEmpty }
}

/// The tags of a text.
struct TweetTags {
    /// A sign and the name behind it.
    struct Tag {
        let range: Range<String.Index>
        let sign: Character
        let name: String
    }

    /// A text with fewer words than this says too little.
    private static let fewestWords = 3

    let text: String
    let tags: [Tag]

    init(_ text: String) {
        self.text = text
        var tags: [Tag] = []
        var index = text.startIndex
        var previous: Character?
        while index < text.endIndex {
            let sign = text[index]
            let start = text.index(after: index)
            let end = Self.isSign(sign, after: previous) ? Self.end(of: start, in: text) : start
            if end > start {
                tags.append(Tag(range: index..<end, sign: sign, name: String(text[start..<end])))
            }
            previous = text[text.index(before: end)]
            index = end
        }
        self.tags = tags
    }

    /// Whether a tag may begin here: behind no letter or number, as in the address a@b.
    private static func isSign(_ character: Character, after previous: Character?) -> Bool {
        guard ["$", "#", "@"].contains(character) else { return false }
        return previous.map { !$0.isLetter && !$0.isNumber } ?? true
    }

    /// Where the name of a tag ends; its start where none follows, as in $12.
    private static func end(of start: String.Index, in text: String) -> String.Index {
        guard start < text.endIndex, text[start].isLetter else { return start }
        return text[start...].firstIndex { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? text.endIndex
    }

    /// The text with something else in place of each tag.
    func replaced(by replacement: (Tag) -> String) -> String {
        var result = ""
        var index = text.startIndex
        for tag in tags {
            result += text[index..<tag.range.lowerBound]
            result += replacement(tag)
            index = tag.range.upperBound
        }
        return result + text[index...]
    }

    /// The text without the tags, and without the dash or colon behind one that began it; nil where fewer
    /// than three words are left.
    var removed: String? {
        let words = replaced { _ in "" }.split(separator: " ")
        let rest = words.drop { !$0.contains { $0.isLetter || $0.isNumber } }
        let count = rest.count { $0.contains { $0.isLetter || $0.isNumber } }
        return count < Self.fewestWords ? nil : rest.joined(separator: " ")
    }
}
