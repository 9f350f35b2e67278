public import Domain

/// A negative story as an alert shows it.
///
/// An object that never changes: three streams keep each, and copy their lists with every commit.
public final class Evidence: Sendable, Codable {
    /// The story that the item tells.
    public let story: StoryID
    /// When it happened: the event time of the item.
    public let at: Instant
    /// The id of the feed that carried it.
    public let feed: String
    /// The headline.
    public let title: String
    /// Where to read it; nil when the feed does not say.
    public let link: String?
    /// Positive minus negative toward the stream, in [-1, 1].
    public let score: Float
    /// The words that mattered most, heaviest first.
    public let words: [String]
    /// How new the title was, in [0, 1].
    public let novelty: Double
    /// What tells its publisher from other sources; nil where its feed is the publisher's own.
    public let publisher: String?
    /// The kinds of adverse event that it reports for the stream, the most probable first.
    public let risks: [RiskType]
    /// How much it is about whom the stream is about, in (0, 1].
    public let relevance: Float

    /// A negative item, as a stream keeps it.
    public init(
        story: StoryID, at: Instant, feed: String, title: String, link: String?, score: Float,
        words: [String], novelty: Double, publisher: String? = nil, risks: [RiskType] = [],
        relevance: Float = 1
    ) {
        self.story = story
        self.at = at
        self.feed = feed
        self.title = title
        self.link = link
        self.score = score
        self.words = words
        self.novelty = novelty
        self.publisher = publisher
        self.risks = risks
        self.relevance = relevance
    }

    /// Reads what was stored; earlier versions stored no risks and no relevance.
    public init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        story = try stored.decode(StoryID.self, forKey: .story)
        at = try stored.decode(Instant.self, forKey: .at)
        feed = try stored.decode(String.self, forKey: .feed)
        title = try stored.decode(String.self, forKey: .title)
        link = try stored.decodeIfPresent(String.self, forKey: .link)
        score = try stored.decode(Float.self, forKey: .score)
        words = try stored.decode([String].self, forKey: .words)
        novelty = try stored.decode(Double.self, forKey: .novelty)
        publisher = try stored.decodeIfPresent(String.self, forKey: .publisher)
        risks =
            try stored.decodeIfPresent([String].self, forKey: .risks)?
            .compactMap(RiskType.init(rawValue:)) ?? []
        relevance = try stored.decodeIfPresent(Float.self, forKey: .relevance) ?? 1
    }
}

extension Evidence: Equatable {
    /// Compares identity first: most comparisons are of one object with itself.
    public static func == (a: Evidence, b: Evidence) -> Bool {
        a === b
            || a.story == b.story && a.at == b.at && a.feed == b.feed && a.title == b.title
                && a.link == b.link && a.score == b.score && a.words == b.words && a.novelty == b.novelty
                && a.publisher == b.publisher && a.risks == b.risks && a.relevance == b.relevance
    }
}
