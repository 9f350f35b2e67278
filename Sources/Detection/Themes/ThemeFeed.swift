import Domain
import Glibc

/// What the terms have in common: the days and stories of the whole feed, the threshold, and the themes.
struct ThemeFeed: Sendable, Equatable, Codable {
    /// A pause of the feed counts for no more days than this: nobody knows what was said meanwhile.
    private static let longestPause = 3.0

    /// Since when words are counted, or all is known to have been quiet; nil before the first story.
    private(set) var since: Instant?
    /// The slot up to which the numbers hold; nil before the first story.
    private(set) var at: Int32?
    /// Days of the feed, those of three weeks ago weighing half.
    private(set) var days = 0.0
    /// All and bad stories, those of two months ago weighing half.
    private(set) var stories = 0.0
    private(set) var bad = 0.0
    var threshold = ThemeThreshold()
    /// Those that are open or ended within a week.
    var themes: [ToldTheme] = []

    /// - Parameter since: Since when all is known to have been quiet; nil for from the first story on.
    init(since: Instant? = nil) { self.since = since }

    /// The share of bad stories.
    var share: Double {
        (Model.priorShareWeight * Model.priorShare + bad) / (Model.priorShareWeight + stories)
    }

    /// Takes in a story.
    ///
    /// - Parameter now: When it is counted, which may be long after it happened.
    mutating func count(isBad: Bool, at time: Instant, now: Instant) {
        let since = since ?? now
        self.since = since
        move(to: TermBin.slot(of: time), since: since)
        stories += 1
        if isBad { bad += 1 }
    }

    /// Whether so much has been learned that a theme may be told.
    func hasLearned(for time: Duration, at now: Instant) -> Bool { since.map { now - $0 >= time } ?? false }

    private mutating func move(to slot: Int32, since: Instant) {
        guard let at else {
            // All was watched since, and nothing said.
            let watched = Double(slot - TermBin.slot(of: since)) / TermBin.perDay
            let life = TermState.levelHalfLife / TermBin.perDay
            days = max(life / log(2) * (1 - exp2(-watched / life)), 0)
            self.at = slot
            return
        }
        guard slot > at else { return }
        let passed = Double(slot - at)
        let kept = exp2(-passed / TermState.shareHalfLife)
        days =
            days * exp2(-passed / TermState.levelHalfLife) + min(passed / TermBin.perDay, Self.longestPause)
        stories *= kept
        bad *= kept
        self.at = slot
    }

    /// The open theme that a story with some terms is of.
    func open(holding terms: [UInt64]) -> Int? {
        themes.firstIndex { $0.isOpen && $0.holds(terms) }
    }
}
