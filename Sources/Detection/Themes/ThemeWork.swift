import Domain

/// The words of one call under way: what it changes lies over what is remembered.
struct ThemeWork: Sendable {
    private let memory: ThemeMemory
    private let now: Instant
    var feed: ThemeFeed
    private var terms: [UInt64: TermState] = [:]
    private var stories: [StoryID: ThemeStory] = [:]
    /// The open themes that got bad stories.
    var grown: Set<Stream> = []
    /// Bad stories that are still to be judged, with the slots in which they happened.
    private(set) var bad: [(story: StoryID, slot: Int32)] = []

    init(_ memory: ThemeMemory, at now: Instant) {
        self.memory = memory
        self.now = now
        feed = memory.feed
    }

    func term(_ key: UInt64) -> TermState? { terms[key] ?? memory.terms[key] }
    func story(_ id: StoryID) -> ThemeStory? { stories[id] ?? memory.stories[id] }

    /// Counts the first item of a story in its terms, and remembers it when it is bad.
    ///
    /// - Parameters:
    ///   - evidence: What is kept of a bad story; nil for others.
    ///   - companies: The entities of the catalogue that it names.
    mutating func count(
        _ item: Item, _ title: ThemeTitle, evidence: Evidence?, companies: [Alert.Theme.Company]
    ) {
        let slot = TermBin.slot(of: item.eventTime)
        let isBad = evidence != nil
        feed.count(isBad: isBad, at: item.eventTime, now: now)
        for term in title.terms {
            // A term begins with a bad story.
            guard var state = self.term(term.key) ?? (isBad ? TermState(term.text, at: slot) : nil) else {
                continue
            }
            if item.use == .evaluate {
                state.count(item.story, isBad: isBad, slot: slot)
            } else {
                state.teach(isBad: isBad, slot: slot)
            }
            terms[term.key] = state
        }
        guard let evidence, item.use == .evaluate else { return }
        stories[item.story] = ThemeStory(
            evidence, slot: slot, terms: title.terms.map(\.key), companies: companies)
        bad.append((item.story, slot))
    }

    /// Takes in a copy of a bad story, which adds its source.
    mutating func add(copy: Evidence) {
        guard var story = story(copy.story), story.add(copy) else { return }
        stories[copy.story] = story
    }

    /// Notes that an alert has claimed a story.
    mutating func claim(_ id: StoryID) {
        guard var story = story(id), !story.isClaimed else { return }
        story.isClaimed = true
        stories[id] = story
        for key in story.terms {
            guard var term = term(key) else { continue }
            term.claim(slot: story.slot)
            terms[key] = term
        }
    }

    /// What is usual of a term; nil for one that is not held.
    func odds(_ key: UInt64) -> ThemeOdds? { term(key)?.odds(days: feed.days, share: feed.share) }

    /// How surprising the bad stories with a term are that no alert has claimed.
    func surprise(_ key: UInt64, until slot: Int32) -> Surprise? {
        guard let term = term(key) else { return nil }
        return term.odds(days: feed.days, share: feed.share).surprise(
            TermBin.windows.indices.map { term.counts($0, until: slot) })
    }

    /// The bad stories with a term in a window that ends with a slot.
    func stories(with key: UInt64, in window: Duration, until slot: Int32) -> [ThemeStory] {
        let first = slot - Int32(window / TermBin.width)
        return (term(key)?.latest ?? []).compactMap(story).filter { $0.slot > first && $0.slot <= slot }
    }

    /// What has come of the call; forgets what is spent, and what there is no room for.
    consuming func finished() -> ThemeChanges {
        var changes = ThemeChanges()
        if feed != memory.feed { changes.feed = feed }
        changes.terms = terms
        changes.stories = stories
        let slot = TermBin.slot(of: now)
        // Once a day: it looks at everything.
        if feed.threshold.day != memory.feed.threshold.day { changes.dropSpent(of: memory, at: slot) }
        changes.dropLightestTerms(of: memory, at: slot)
        changes.dropOldestStories(of: memory)
        return changes
    }
}
