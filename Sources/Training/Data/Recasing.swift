/// Another way to write a sentence.
enum Recasing: CaseIterable {
    case lower, upper, title

    /// Written in small letters in titles.
    private static let small: Set<String> = [
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "over",
        "the",
        "to", "via", "vs", "with",
    ]

    /// The words of a sentence, written so.
    func written(_ words: [String]) -> [String] {
        switch self {
        case .lower: words.map { $0.lowercased() }
        case .upper: words.map { $0.uppercased() }
        case .title:
            words.enumerated().map { place, word in
                place > 0 && Self.small.contains(word) ? word : word.prefix(1).uppercased() + word.dropFirst()
            }
        }
    }
}
