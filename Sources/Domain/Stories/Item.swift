/// An entry that was not stored before, with its identity, its story and its time.
public struct Item: Sendable, Equatable {
    /// The feed's id.
    public let feed: String
    /// Unique within the feed: `guid:…`, `link:…` or `hash:…`.
    public let key: String
    /// Shared by all copies of one story.
    public let story: StoryID
    /// The fingerprint of the title by which copies are found.
    public let fingerprint: Int64
    /// Hashes that similar titles most likely share; see Deduplication.
    public let bands: [Int64]
    /// Whether this item is the first of its story.
    public let isFirstOfStory: Bool
    /// How new the title is against those of the week before, in [0, 1]; 0 for a copy.
    public let novelty: Double
    /// Similar titles within 12 hours, a day, three, five and seven days before.
    public let similarCounts: [Int]
    /// Plain text, of at most 1000 characters.
    public let title: String
    /// The address of the entry.
    public let link: String?
    /// Plain text, of at most 20,000 characters.
    public let summary: String?
    /// As the source names them.
    public let author: String?
    /// As the source names it (BCP 47).
    public let language: String?
    /// When it happened, as far as the source's date and the feed's usual delay say; never after the fetch.
    public let eventTime: Instant
    /// When the source says it was published, believable or not.
    public let published: Instant?
    /// When the response was complete.
    public let fetchedAt: Instant
    /// Whether it came while its feed was new, and so teaches and raises no alert.
    public let isBacklog: Bool
    /// Who published it, where its feed is an aggregator's and says so.
    public let publisher: Publisher?

    /// What detection may do with an item.
    public enum Use: Sendable {
        /// Count it where it belongs in time, and look for a spike there.
        case evaluate
        /// Learn from it what is usual.
        case teach
        /// Nothing: it says nothing about the present.
        case ignore
    }

    /// Items up to so late are evaluated, in their own time.
    public static let longestDelay: Duration = .seconds(24 * 3600)
    /// Items up to so late teach.
    private static let longestMemory: Duration = .seconds(30 * 86400)

    /// What detection may do with it, by its age at the fetch.
    public var use: Use {
        let age = fetchedAt - eventTime
        if age > Self.longestMemory { return .ignore }
        return isBacklog || age > Self.longestDelay ? .teach : .evaluate
    }

    /// An item as Deduplication makes it, or as the history holds it.
    public init(
        feed: String, key: String, story: StoryID, fingerprint: Int64, bands: [Int64] = [],
        isFirstOfStory: Bool, novelty: Double = 1, similarCounts: [Int] = [0, 0, 0, 0, 0], title: String,
        link: String?,
        summary: String?, author: String?, language: String?, eventTime: Instant, published: Instant?,
        fetchedAt: Instant, isBacklog: Bool, publisher: Publisher? = nil
    ) {
        self.feed = feed
        self.key = key
        self.story = story
        self.fingerprint = fingerprint
        self.bands = bands
        self.isFirstOfStory = isFirstOfStory
        self.novelty = novelty
        self.similarCounts = similarCounts
        self.title = title
        self.link = link
        self.summary = summary
        self.author = author
        self.language = language
        self.eventTime = eventTime
        self.published = published
        self.fetchedAt = fetchedAt
        self.isBacklog = isBacklog
        self.publisher = publisher
    }
}
