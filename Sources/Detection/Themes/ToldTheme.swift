import Domain

/// A theme that is open, or ended within a week.
struct ToldTheme: Sendable, Equatable, Codable {
    /// For how long an ended theme takes in later terms, so that nothing is told twice.
    static let remembered: Duration = .seconds(7 * 86400)
    /// A theme ends after so long without a story, or after all.
    static let silence: Duration = .seconds(36 * 3600)

    let stream: Stream
    /// What people read.
    let name: String
    /// The keys of its terms, the one that it is named by first, and their texts.
    private(set) var terms: [UInt64]
    private(set) var words: [String]
    let firedAt: Instant
    /// Its first story.
    let began: Instant
    var latestStory: Instant
    var endedAt: Instant?
    /// The score that it was told with.
    var score: Double
    /// So many of its stories name each company.
    private(set) var companies: [Alert.Theme.Company] = []
    /// Who reported it, in the order in which they did.
    private(set) var owners: [String] = []

    /// Words, companies and owners of feeds that are kept of a theme.
    private static let termsKept = 64
    private static let companiesKept = 32
    private static let ownersKept = 32

    init(
        _ stream: Stream, name: String, terms: [(key: UInt64, text: String)], firedAt: Instant,
        began: Instant, latestStory: Instant, score: Double
    ) {
        self.stream = stream
        self.name = name
        self.terms = terms.map(\.key)
        words = terms.map(\.text)
        self.firedAt = firedAt
        self.began = began
        self.latestStory = latestStory
        self.score = score
    }

    var isOpen: Bool { endedAt == nil }

    /// Takes in a term that belongs to it.
    mutating func add(_ key: UInt64, _ text: String) {
        guard terms.count < Self.termsKept, !terms.contains(key) else { return }
        terms.append(key)
        words.append(text)
    }

    /// Counts the companies of one of its stories.
    mutating func add(_ named: [Alert.Theme.Company]) {
        for company in named {
            if let index = companies.firstIndex(where: { $0.symbol == company.symbol }) {
                companies[index].stories += 1
            } else if companies.count < Self.companiesKept {
                companies.append(company)
            }
        }
    }

    /// Takes in who reported one of its stories.
    mutating func add(owners: [String]) {
        for owner in owners where self.owners.count < Self.ownersKept && !self.owners.contains(owner) {
            self.owners.append(owner)
        }
    }

    /// Whether a story with some terms is one of its.
    func holds(_ story: some Sequence<UInt64>) -> Bool { story.contains(where: terms.contains) }

    /// What an alert says of it.
    var told: Alert.Theme {
        Alert.Theme(
            terms: words, began: began,
            companies: companies.sorted { ($1.stories, $0.symbol) < ($0.stories, $1.symbol) },
            sources: owners)
    }

    /// Whether nothing more is to be expected of it.
    func isOver(at now: Instant) -> Bool {
        now - latestStory >= Self.silence || now - firedAt >= Model.longestAlert
    }
}
