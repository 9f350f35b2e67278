/// The punctuation of titles by what it says of the words beside it.
enum Marks {
    static let apostrophes: Set<String> = ["'", "\u{2019}"]
    /// What may stand between a name and the word before it.
    static let quotes: Set<String> = ["\"", "'", "\u{2018}", "\u{201C}"]
    /// Behind these a capital says nothing.
    static let openingQuotes: Set<String> = ["\"", "\u{201C}", "\u{2018}", "\u{AB}"]
    /// Behind these and white space a capital says nothing.
    static let openers: Set<String> = [":", ".", "?", "!", "|", "-", "\u{2013}", "\u{2014}", ";", "]"]
    static let openBrackets: Set<String> = ["(", "["]
    static let closeBrackets: Set<String> = [")", "]"]
    /// What leads to a publisher.
    static let dashes: Set<String> = [
        "-", "\u{2013}", "\u{2014}", "|", "\u{B7}", "\u{2022}", "~", "\u{BB}",
    ]
    /// Those of them that lead to nothing else.
    static let bars: Set<String> = ["|", "\u{B7}", "\u{2022}", "\u{BB}"]
}
