/// What is directly before and behind a name.
struct Neighbors {
    /// The name's own words.
    let words: Range<Int>
    /// The place of the first word before it that is no quote; -1 where there is none.
    let before: Int
    /// The place of the first word behind it, its possessive and a note in brackets; the title's end where
    /// there is none.
    let next: Int
    let isPossessive: Bool
    /// Where a symbol in brackets or behind a dollar sign follows.
    let isFollowedBySymbol: Bool

    /// The most words in brackets between a name and what it does.
    private static let longestNote = 6

    init(of words: Range<Int>, in title: TitleView) {
        self.words = words
        let last = words.lowerBound - 1
        before = title.is(last, .quote) ? last - 1 : last
        var next = words.upperBound
        var isPossessive = false
        if title.is(next, .apostrophe), title.isGlued(next) {
            isPossessive = title.lower(next + 1) == "s" && title.isGlued(next + 1)
            next += isPossessive ? 2 : 1
        }
        var isFollowedBySymbol = false
        if title.is(next, .openBracket) {
            let end = min(next + Self.longestNote, title.words.count)
            if let close = (next..<end).first(where: { title.is($0, .closeBracket) }) {
                isFollowedBySymbol = close > next + 1 && title.words[close - 1].isSymbol
                next = close + 1
            }
        } else if title.lower(next) == "$", title.isGlued(next + 1),
            title.lower(next + 1).first?.isLetter == true
        {
            isFollowedBySymbol = true
            next += 2
        }
        self.next = next
        self.isPossessive = isPossessive
        self.isFollowedBySymbol = isFollowedBySymbol
    }
}

extension String {
    /// Whether it has the form of a listed symbol.
    fileprivate var isSymbol: Bool {
        utf8.count <= 6 && !isEmpty
            && unicodeScalars.allSatisfy { $0.properties.isUppercase || $0.properties.numericType != nil }
    }
}
