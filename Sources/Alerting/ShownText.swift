// Text that strangers wrote, as it is shown to people.

extension String {
    /// The text on one line, without what changes how the text around it is shown: control characters, and
    /// marks that turn the direction of writing.
    var shown: String {
        var text = ""
        for character in self {
            // A letter with a tower of marks on it would be longer than any limit.
            for scalar in character.unicodeScalars.prefix(Self.mostInCharacter) {
                if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                    if text.last != " " { text.append(" ") }
                } else if !Self.turns.contains(scalar.value) {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text.trimmingSpaces
    }

    /// Code points of one character; the longest emoji have ten.
    private static let mostInCharacter = 16
    /// Embeddings, overrides and isolates (Unicode UAX #9).
    private static let turns: Set<UInt32> = Set(0x202A...0x202E).union(0x2066...0x2069)

    private var trimmingSpaces: String {
        let start = drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { String(start[...$0]) } ?? ""
    }

    /// The longest beginning that fits, with "…" in place of the rest.
    ///
    /// It ends between words where there are words, and never inside a character. A text that fits is whole.
    ///
    /// - Parameter fits: Whether a text fits; a beginning of one that does must fit, too.
    func cut(_ fits: (String) -> Bool) -> String {
        guard !fits(self) else { return self }
        let places = Array(indices)
        guard !places.isEmpty, fits("…") else { return "" }
        var kept = 0
        var tooMany = places.count
        while kept + 1 < tooMany {
            let middle = (kept + tooMany) / 2
            if fits(self[..<places[middle]] + "…") { kept = middle } else { tooMany = middle }
        }
        var text = self[..<places[kept]]
        if !self[places[kept]].isWhitespace, let space = text.lastIndex(where: \.isWhitespace),
            // Languages without spaces are cut between characters.
            text.distance(from: space, to: text.endIndex) <= Self.longestWord
        {
            text = text[..<space]
        }
        while let last = text.last, last.isWhitespace || ",;:–—-".contains(last) { text.removeLast() }
        return text + "…"
    }

    private static let longestWord = 40
}
