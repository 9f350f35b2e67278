import Domain

/// A bad story of the last days, for what its terms have in common.
struct ThemeStory: Sendable, Equatable, Codable {
    /// Copies of a story that are kept.
    private static let copiesKept = 7

    let slot: Int32
    /// The keys of its terms.
    let terms: [UInt64]
    /// The entities of the catalogue that it names.
    let companies: [Alert.Theme.Company]
    /// The story as an alert shows it.
    let first: Evidence
    /// Where else it was told.
    private(set) var copies: [Copy] = []
    /// Whether an alert has claimed it.
    var isClaimed = false

    /// A copy of the story in another feed: only what its source is asked for.
    struct Copy: Sendable, Equatable, Codable {
        let feed: String
        let publisher: String?
        let at: Instant
    }

    init(_ evidence: Evidence, slot: Int32, terms: [UInt64], companies: [Alert.Theme.Company]) {
        self.slot = slot
        self.terms = terms
        self.companies = companies
        first = evidence
    }

    /// Takes in a copy in another feed; returns whether there was one.
    mutating func add(_ copy: Evidence) -> Bool {
        guard copies.count < Self.copiesKept, copy.feed != first.feed,
            !copies.contains(where: { $0.feed == copy.feed })
        else { return false }
        copies.append(Copy(feed: copy.feed, publisher: copy.publisher, at: copy.at))
        return true
    }

    /// The story as a stream keeps it, once a feed; copies show the title of the first.
    var evidence: [Evidence] {
        [first]
            + copies.map { copy in
                Evidence(
                    story: first.story, at: copy.at, feed: copy.feed, title: first.title, link: first.link,
                    score: first.score, words: first.words, novelty: first.novelty,
                    publisher: copy.publisher, risks: first.risks)
            }
    }
}
