// Words as the corpora of the tagger have them (Penn Treebank, roughly): cut at white space, then punctuation
// and possessives cut off, but for the periods of abbreviations and initials. "Apple's U.S. chief, J. Smith"
// has the words Apple, 's, U.S., chief, the comma, J. and Smith.

/// The words of a text and where its sentences begin.
struct WordSegments {
    /// In UTF-8 bytes.
    private(set) var words: [Range<Int>] = []
    private(set) var beginsSentence: [Bool] = []
    private var atStart = true

    /// Cut off at the beginning of what white space divides.
    private static let opening: Set<Unicode.Scalar> = [
        "(", "[", "{", "<", "\"", "'", "`", "\u{2018}", "\u{201C}", "\u{AB}", "$", "#", "@", "*", "\u{2026}",
        "-", "\u{2013}", "\u{2014}",
    ]
    /// Cut off at its end.
    private static let closing: Set<Unicode.Scalar> = [
        ")", "]", "}", ">", "\"", "'", "\u{2019}", "\u{201D}", "\u{BB}", ",", ";", ":", ".", "!", "?", "%",
        "*", "\u{2026}", "-", "\u{2013}", "\u{2014}",
    ]
    /// Divide words that have no white space between them.
    private static let dividing: Set<Unicode.Scalar> = [
        "/", "|", "\u{2013}", "\u{2014}", "\u{2026}", "\"", "\u{201C}", "\u{201D}", "(", ")", "[", "]",
    ]
    private static let ending: Set<Unicode.Scalar> = [".", "!", "?"]
    private static let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2019}"]

    private struct Character {
        let scalar: Unicode.Scalar
        let place: Range<Int>
    }

    init(_ text: String) {
        var chunk: [Character] = []
        var place = 0
        for scalar in text.unicodeScalars {
            let end = place + UTF8.width(scalar)
            if scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace {
                append(chunk[...])
                chunk.removeAll(keepingCapacity: true)
            } else {
                chunk.append(Character(scalar: scalar, place: place..<end))
            }
            place = end
        }
        append(chunk[...])
    }

    /// Adds the words of what white space divides.
    private mutating func append(_ chunk: ArraySlice<Character>) {
        var rest = chunk
        while let inner = rest.dropFirst().firstIndex(where: { Self.dividing.contains($0.scalar) }) {
            appendPart(rest[..<inner])
            add(rest[inner...inner])
            rest = rest[(inner + 1)...]
        }
        appendPart(rest)
    }

    /// Adds words without a divider inside.
    private mutating func appendPart(_ part: ArraySlice<Character>) {
        var rest = part
        while rest.count > 1, let first = rest.first, Self.opening.contains(first.scalar) {
            add(rest.prefix(1))
            rest = rest.dropFirst()
        }
        var ends: [ArraySlice<Character>] = []
        while rest.count > 1, let last = rest.last, Self.closing.contains(last.scalar),
            !Self.keepsPeriod(rest)
        {
            ends.append(rest.suffix(1))
            rest = rest.dropLast()
        }
        if rest.count > 2, let last = rest.last, last.scalar == "s" || last.scalar == "S",
            Self.apostrophes.contains(rest[rest.endIndex - 2].scalar)
        {
            ends.append(rest.suffix(2))
            rest = rest.dropLast(2)
        }
        add(rest)
        for end in ends.reversed() { add(end) }
    }

    /// Whether a period at the end is part of the word: an initial, or an abbreviation with others inside.
    private static func keepsPeriod(_ word: ArraySlice<Character>) -> Bool {
        guard word.last?.scalar == "." else { return false }
        let inner = word.dropLast()
        if inner.count == 1 { return inner.allSatisfy { $0.scalar.properties.isAlphabetic } }
        return inner.contains { $0.scalar == "." }
            && inner.contains { $0.scalar.properties.isAlphabetic } && inner.last?.scalar != "."
    }

    private mutating func add(_ word: ArraySlice<Character>) {
        guard let first = word.first, let last = word.last else { return }
        words.append(first.place.lowerBound..<last.place.upperBound)
        beginsSentence.append(atStart)
        atStart = word.count == 1 && Self.ending.contains(first.scalar)
    }
}
