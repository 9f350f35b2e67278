/// The publisher that aggregators and newsrooms write at the end or the beginning of a title:
/// `… - S&P Global`, `… | Intel Newsroom`, `S&P Global: …`.
enum Publisher {
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
            guard title.is(place, .dash), !title.isGlued(place), !title.isGlued(place + 1) else {
                continue
            }
            return title.is(place, .bar) || isName(place + 1..<end, in: title) ? place + 1 : nil
        }
        return nil
    }

    /// A newsroom's name before a colon, a dash or a bar.
    private static func head(of title: TitleView) -> Range<Int>? {
        guard
            let end = title.words.indices.prefix(longestName + 1).first(where: {
                title.words[$0] == ":" || (title.is($0, .dash) && !title.isGlued($0))
            }), end > 0, end + 1 < title.words.count
        else { return nil }
        let isNewsroom = (0..<end).contains { title.is($0, .newsroom) }
        return title.is(end, .bar) || isNewsroom ? 0..<end : nil
    }

    /// Whether words are names throughout: capitals, or what publishers add to theirs.
    private static func isName(_ words: Range<Int>, in title: TitleView) -> Bool {
        !words.isEmpty
            && words.allSatisfy { index in
                let shape = title.shape(index)
                if title.is(index, .publisherPart) { return true }
                return shape == .capitalized || shape == .capitals || title.style == .lower && shape == .lower
            } && !words.contains { $0 > words.lowerBound && title.is($0, .verb) }
    }
}

extension String {
    /// A listed symbol, as it is in brackets behind a name.
    fileprivate var isBareSymbol: Bool {
        utf8.count <= 5 && unicodeScalars.allSatisfy { $0.properties.isUppercase }
    }
}
