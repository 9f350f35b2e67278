import Tokenization

/// The name of a company as texts write it, brought into one form.
///
/// What is around a name in a title is cut off: quotes, possessives, publishers' tails, what a company
/// is ("jeweler"), and its legal form. Words that are part of the name stay: "Technologies", "Foods", "Air".
/// To bring a name into this form twice changes nothing.
public struct CompanyName: Sendable, Hashable {
    /// The name as people read it: `Carlyle Group`.
    public let text: String
    /// The same for all ways of writing it, in lower case: `carlyle`.
    public let key: String

    /// A longer name is a part of a sentence.
    private static let mostWords = 7
    /// The most characters of a name.
    public static let longest = 60

    /// Nil for what is no name: no letters, only a legal form, or too long.
    public init?(_ written: String) {
        var words = Self.words(of: written)
        var before: [Substring]
        repeat {
            before = words
            Self.cutTitle(&words)
            Self.cutBeginning(&words)
            Self.cutEnd(&words)
        } while words != before
        let text = words.joined(separator: " ")
        guard words.contains(where: { !$0.isLowerWord }), words.count <= Self.mostWords,
            text.count <= Self.longest
        else { return nil }
        guard let key = Self.key(of: words) else { return nil }
        self.text = text
        self.key = key
    }

    private static func words(of written: String) -> [Substring] {
        // More than the longest name, with room for what is cut off.
        written.prefix(4 * longest).replacing("\u{2019}", with: "'").replacing("#", with: "")
            .split(whereSeparator: \.isWhitespace)
    }

    /// Cuts what a publisher adds, behind a dash or a bar, and what a title begins with, before a colon.
    private static func cutTitle(_ words: inout [Substring]) {
        if let tail = words.firstIndex(where: { separators.contains(String($0)) }), tail > 0 {
            words.removeSubrange(tail...)
        }
        if let head = words.lastIndex(where: { $0.hasSuffix(":") }), head + 1 < words.count {
            words.removeSubrange(...head)
        }
    }

    private static let separators: Set<String> = ["-", "\u{2013}", "\u{2014}", "|", "\u{B7}", "\u{2022}"]
    private static let quotes: Set<Character> = ["\"", "'", "\u{2018}", "\u{201C}", "\u{201D}", "`"]
    private static let endings: Set<Character> = [
        ",", ";", ":", "!", "?", ")", "]", "(", "$", "-", "&", "/", "|", "\u{2013}", "\u{2014}", "\u{B7}",
        "\u{2022}",
    ]
    private static let beginnings: Set<Character> = [
        "(", "[", "-", "#", "$", "&", "/", ",", ":", "|", "\u{2013}", "\u{2014}", "\u{B7}", "\u{2022}",
    ]

    private static func cutBeginning(_ words: inout [Substring]) {
        while let first = words.first {
            let rest = first.drop { quotes.contains($0) || beginnings.contains($0) }
            let isCaption =
                words.count > 1 && (NameTails.before.contains(rest.lowercased()) || rest.isLowerWord)
            guard rest.isEmpty || isCaption else {
                words[0] = rest
                return
            }
            words.removeFirst()
        }
    }

    private static func cutEnd(_ words: inout [Substring]) {
        while var last = words.last {
            let written = last
            while let mark = last.last, quotes.contains(mark) || endings.contains(mark) { last.removeLast() }
            // "Inc." and "Co."; the dot of an abbreviation as "U.S." stays.
            if last.hasSuffix("."), !last.dropLast().contains(".") { last.removeLast() }
            if last.hasSuffix("'s") || last.hasSuffix("'S"), last.count > 2 { last.removeLast(2) }
            let isTail = words.count > 1 && (NameTails.isAfter(last) || written.isLowerWord)
            if last.isEmpty || isTail || last == "'s" {
                words.removeLast()
            } else if last != written {
                words[words.count - 1] = last
            } else {
                return
            }
        }
    }

    /// Without the words that some leave out; nil where no letter is left.
    private static func key(of words: [Substring]) -> String? {
        let folded = Tokenizer.folded(words.joined(separator: " "))
        let letters = folded.unicodeScalars.filter { !Self.dropped.contains($0) }
        var parts = String(String.UnicodeScalarView(letters)).split { $0 == " " || $0 == "-" || $0 == "/" }
            .map { $0 == "&" ? "and" : String($0) }
        while parts.count > 1, let last = parts.last, NameTails.isLoose(last) { parts.removeLast() }
        let key = parts.joined(separator: " ")
        guard key.unicodeScalars.count(where: { $0.properties.isAlphabetic }) > 1,
            !NameTails.isLoose(key)
        else { return nil }
        return key
    }

    private static let dropped: Set<Unicode.Scalar> = [".", ",", "'", "\"", "!", "(", ")", "*"]
}

extension Substring {
    /// Whether it is a word without any capital, as an adverb before a name; "eBay" and "easyJet" have one.
    fileprivate var isLowerWord: Bool {
        first?.isLowercase == true && allSatisfy { $0.isLowercase || $0 == "-" || $0 == "'" }
    }
}
