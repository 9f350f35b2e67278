import Domain

/// What the stories of a term have in common besides it.
struct ThemeKin {
    /// Words that a name shows besides the term.
    private static let namedWords = 3

    private let text: String
    private let count: Int
    /// In how many of the stories each other term is.
    private var shared: [(key: UInt64, text: String, stories: Int)] = []
    private let sharesCompany: Bool
    /// Whether a word that is no constant neighbor is among them.
    private let sharesWord: Bool

    init(
        of key: UInt64, _ text: String, among stories: [ThemeStory], texts: (UInt64) -> String?
    ) {
        self.text = text
        count = stories.count
        let least = max(2, (stories.count + Model.themeCohesion - 1) / Model.themeCohesion)
        let companies = Dictionary(
            stories.flatMap { story in Set(story.companies.map(\.symbol)).map { ($0, 1) } },
            uniquingKeysWith: +)
        sharesCompany = companies.values.contains { $0 >= least }
        let own = Set(text.split(separator: " ").map(String.init))
        let counts = Dictionary(
            stories.flatMap { story in story.terms.map { ($0, 1) } }, uniquingKeysWith: +)
        for (other, stories) in counts where other != key && stories >= least {
            guard let text = texts(other) else { continue }
            shared.append((other, text, stories))
        }
        shared.sort { ($1.stories, $0.text) < ($0.stories, $1.text) }
        let pairs = stories.map { story in
            story.terms.compactMap(texts).filter { $0.contains(" ") }.map { pair in
                pair.split(separator: " ").map(String.init)
            }
        }
        sharesWord = shared.contains { other in
            guard !other.text.contains(" "), !own.contains(other.text) else { return false }
            return zip(stories, pairs).contains { story, pairs in
                let isNeighbor = pairs.contains {
                    $0.contains(other.text) && $0.contains(where: own.contains)
                }
                return story.terms.contains(other.key) && !isNeighbor
            }
        }
    }

    /// Whether a second word or a company, not a constant neighbor, is in a third of the stories.
    var isCohesive: Bool { sharesCompany || sharesWord }

    /// Other terms that are in half of the stories.
    var companions: [(key: UInt64, text: String)] {
        shared.filter { 2 * $0.stories >= count }.map { ($0.key, $0.text) }
    }

    /// What people call the theme, as the titles write it: the term, or the pair that it is in in most of its
    /// stories, and the words that the stories share besides.
    func name(titles: [String]) -> String {
        let pair = shared.first { other in
            let words = other.text.split(separator: " ").map(String.init)
            return words.count == 2 && words.contains(text) && 4 * other.stories >= 3 * count
        }
        let head = pair?.text ?? text
        let own = head.split(separator: " ").map(String.init)
        let others = shared.map(\.text).filter { !$0.contains(" ") && !own.contains($0) }
            .prefix(Self.namedWords).map { ThemeTitle.written($0, in: titles) }
        let written = ThemeTitle.written(head, in: titles)
        return others.isEmpty ? written : "\(written) (\(others.joined(separator: ", ")))"
    }
}

extension ThemeTitle {
    /// A term as most titles write it, in lower case.
    static func written(_ text: String, in titles: [String]) -> String {
        let written = titles.flatMap(Self.words)
        return text.split(separator: " ").map { part in
            let forms = written.filter { normal($0) == part }.map { word in
                var form = word.lowercased()
                for ending in ["'s", "’s"] where form.hasSuffix(ending) { form.removeLast(2) }
                return form
            }
            let counts = Dictionary(forms.map { ($0, 1) }, uniquingKeysWith: +)
            return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? String(part)
        }.joined(separator: " ")
    }
}
