/// The publisher that aggregators and newsrooms write at the end or the beginning of a title:
/// `… - S&P Global`, `… | Intel Newsroom`, `S&P Global: …`.
enum Publisher {
    private static let dashes: Set<String> = [
        "-", "\u{2013}", "\u{2014}", "|", "\u{B7}", "\u{2022}", "~", "\u{BB}",
    ]
    private static let bars: Set<String> = ["|", "\u{B7}", "\u{2022}", "\u{BB}"]
    /// The most words of a publisher's name, punctuation included.
    private static let longestName = 6

    /// The words that name publishers.
    static func places(in title: TitleView) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var end = title.words.count
        // Aggregators add their own name behind the publisher's.
        while let start = tail(of: title, before: end) {
            places.append(start..<end)
            end = start - 1
        }
        if let head = head(of: title) { places.append(head) }
        return places
    }

    /// The first word of a publisher that ends at `end`; nil where none does.
    private static func tail(of title: TitleView, before end: Int) -> Int? {
        if title.lower(end - 1) == ")", let open = title.words[..<end].lastIndex(of: "("), open > 0,
            end - open <= longestName, isName(open + 1..<end - 1, in: title),
            !title.words[open + 1].isBareSymbol
        {
            return open + 1
        }
        let places = max(1, end - longestName - 1)..<max(1, end - 1)
        for place in places.reversed() {
            if title.lower(place) == "via", isName(place + 1..<end, in: title) { return place + 1 }
            guard dashes.contains(title.words[place]), !title.isGlued(place), !title.isGlued(place + 1) else {
                continue
            }
            return bars.contains(title.words[place]) || isName(place + 1..<end, in: title) ? place + 1 : nil
        }
        return nil
    }

    /// A newsroom's name before a colon, a dash or a bar.
    private static func head(of title: TitleView) -> Range<Int>? {
        guard
            let end = title.words.indices.prefix(longestName + 1).first(where: {
                title.words[$0] == ":" || (dashes.contains(title.words[$0]) && !title.isGlued($0))
            }), end > 0, end + 1 < title.words.count
        else { return nil }
        let words = title.lowered[..<end]
        let isNewsroom = words.contains {
            ["newsroom", "news", "press", "ratings", "intelligence", "insights"].contains($0)
        }
        return bars.contains(title.words[end]) || isNewsroom ? 0..<end : nil
    }

    /// Whether words are names throughout: capitals, or what publishers add to theirs.
    private static func isName(_ words: Range<Int>, in title: TitleView) -> Bool {
        !words.isEmpty
            && words.allSatisfy { index in
                let shape = title.shape(index)
                if NameParts.publisher.contains(title.lowered[index]) { return true }
                return shape == .capitalized || shape == .capitals || title.style == .lower && shape == .lower
            } && !words.contains { $0 > words.lowerBound && BusinessWords.verbs.contains(title.lowered[$0]) }
    }
}

extension String {
    /// A listed symbol, as it is in brackets behind a name.
    fileprivate var isBareSymbol: Bool {
        utf8.count <= 5 && unicodeScalars.allSatisfy { $0.properties.isUppercase }
    }
}
