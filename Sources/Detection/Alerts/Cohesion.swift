import Domain

// A topic is no event. Bad stories of one topic that have nothing else in common are a bad day, and nobody
// wants to be told of it; an alert about a topic or about the market therefore needs a word that many of its
// stories have in common. Names of companies, people and countries are words, too.

/// The words that most of the stories have in common.
struct CommonWords: Sendable, Equatable, Codable {
    /// The most frequent first, in lower case, without a plural or possessive s; one at least.
    let words: [String]

    /// The share of the stories that must have a word, and how many of them.
    private static let share = 0.5
    private static let fewest = 2
    /// Words that are kept at most.
    private static let most = 3

    /// The words that are in at least half of the titles, by frequency and then in the order of the alphabet;
    /// nil when there is none.
    ///
    /// - Parameters:
    ///   - stories: One of each story.
    ///   - stream: What the stories are about: its own words do not count, for all stories have them.
    init?(of stories: [Evidence], in stream: Stream) {
        let own = Set(stream.subject.titleWords)
        var counts: [String: Int] = [:]
        for story in stories {
            for word in Set(story.title.titleWords) where !own.contains(word) {
                counts[word, default: 0] += 1
            }
        }
        let least = max(Double(Self.fewest), Self.share * Double(stories.count))
        let common = counts.filter { Double($0.value) >= least }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !common.isEmpty else { return nil }
        words = common.prefix(Self.most).map(\.key)
    }

    /// The words for a person: `"suez" or "canal"`.
    var inWords: String { words.map { "\"\($0)\"" }.joined(separator: " or ") }

    /// Whether a title has one of the words.
    func isIn(_ title: String) -> Bool { words.contains { Self.begins($0, aWordOf: title) } }

    /// Whether a word of a title begins with a word.
    ///
    /// Compares bytes: it is asked of each story that an open alert may claim.
    static func begins(_ word: String, aWordOf title: String) -> Bool {
        let (title, word) = (title.utf8.span, word.utf8.span)
        guard title.count >= word.count else { return false }
        return (0...title.count - word.count).contains { start in
            (start == 0 || !title[start - 1].isOfWord)
                && word.indices.allSatisfy { title[start + $0].lowered == word[$0] }
        }
    }
}

extension UInt8 {
    /// An ASCII letter in lower case; other bytes as they are.
    fileprivate var lowered: UInt8 { (0x41...0x5a).contains(self) ? self | 0x20 : self }

    /// Whether a byte of UTF-8 is of a letter or an ASCII digit.
    fileprivate var isOfWord: Bool {
        (0x61...0x7a).contains(self | 0x20) || (0x30...0x39).contains(self) || self >= 0x80
    }
}

extension Stream {
    /// Whether an alert about the stream needs words in common.
    var needsCommonWords: Bool { rule == nil && (kind == .topic || kind == .market) }
}

extension String {
    /// The words that say what a title is about, in lower case, without a plural or possessive s.
    var titleWords: [String] {
        lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }.compactMap { part in
            var word = part.prefix { $0 != "'" && $0 != "’" }
            if word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss") { word = word.dropLast() }
            guard word.count > 1, word.contains(where: \.isLetter) else { return nil }
            let text = String(word)
            return FunctionWords.contains(text) || paperWords.contains(text) ? nil : text
        }
    }
}

/// Words of the papers, without a plural s: so many titles have them that they tell of nothing.
private let paperWords = Set(
    """
    analyst annual big billion biggest bn boss breakingview breaking brief british business buy ceo chief
    company corporate cut day deal deputy director drop economic economy exclusive executive expert factbox
    fall fear fell first five firm four fresh full global group half hit hour industry interview investor
    keep late lead leave less live look loss low lower market million minister mln month monday tuesday
    wednesday thursday friday saturday sunday need news official old part people percent pct plan poll
    price profit quarter rate record report result reuter review rise risk sale second sector sell senior
    share six slip source stock street talk target three time top trading trader two uk unit update usa
    view wall want warn week weekend world worst year
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
