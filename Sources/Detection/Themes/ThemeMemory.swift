public import Domain

/// What is remembered of the words of all streams: a vocabulary of terms, the bad stories of the last days,
/// and the themes.
///
/// Bounded: at most 50,000 terms and 10,000 stories, less than 40 MB whatever comes.
public struct ThemeMemory: Sendable, Equatable {
    /// Terms and stories that are held at most, and those that are left when there are more: the more go at
    /// once, the less does choosing them cost each headline.
    static let mostTerms = 50_000
    static let termsLeft = 40_000
    static let mostStories = 10_000
    static let storiesLeft = 8_000

    private(set) var feed: ThemeFeed
    private(set) var terms: [UInt64: TermState] = [:]
    private(set) var stories: [StoryID: ThemeStory] = [:]

    /// Knows no word yet.
    ///
    /// - Parameter since: Since when all is known to have been quiet; nil for from the first story on.
    public init(since: Instant? = nil) { feed = ThemeFeed(since: since) }

    init(feed: ThemeFeed, terms: [UInt64: TermState], stories: [StoryID: ThemeStory]) {
        self.feed = feed
        self.terms = terms
        self.stories = stories
    }

    /// The number of terms that are held.
    public var termCount: Int { terms.count }

    /// Takes over what a call changed.
    mutating func adopt(_ changes: ThemeChanges) {
        if let feed = changes.feed { self.feed = feed }
        for (key, term) in changes.terms { terms[key] = term }
        for (key, _) in changes.droppedTerms { terms[key] = nil }
        for (story, state) in changes.stories { stories[story] = state }
        for story in changes.droppedStories { stories[story] = nil }
    }
}

/// What a call changed of the words.
public struct ThemeChanges: Sendable, Equatable {
    var feed: ThemeFeed?
    var terms: [UInt64: TermState] = [:]
    var stories: [StoryID: ThemeStory] = [:]
    var droppedTerms: [UInt64: String] = [:]
    var droppedStories: [StoryID] = []
}
