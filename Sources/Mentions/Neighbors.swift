/// What is directly before and behind a name.
struct Neighbors {
    /// The name's own words.
    let words: Range<Int>
    /// The place of the first word before it that is no quote; -1 where there is none.
    let before: Int
    /// The place of the first word behind it, its possessive and a note in brackets; the title's end where
    /// there
    /// is none.
    let next: Int
    let isPossessive: Bool
    /// Where a symbol in brackets or behind a dollar sign follows.
    let isFollowedBySymbol: Bool

    private static let quotes: Set<String> = ["\"", "'", "\u{2018}", "\u{201C}"]
    private static let apostrophes: Set<String> = ["'", "\u{2019}"]
    /// The most words in brackets between a name and what it does.
    private static let longestNote = 6

    init(of words: Range<Int>, in title: TitleView) {
        self.words = words
        var before = words.lowerBound - 1
        if before >= 0, Self.quotes.contains(title.words[before]) { before -= 1 }
        self.before = before
        var next = words.upperBound
        var isPossessive = false
        if Self.apostrophes.contains(title.lower(next)), title.isGlued(next) {
            if title.lower(next + 1) == "s", title.isGlued(next + 1) {
                isPossessive = true
                next += 2
            } else {
                next += 1
            }
        }
        var isFollowedBySymbol = false
        if ["(", "["].contains(title.lower(next)) {
            let end = min(next + Self.longestNote, title.words.count)
            if let close = (next..<end).first(where: { [")", "]"].contains(title.words[$0]) }) {
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
