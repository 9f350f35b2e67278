public import Domain

/// A negative story as an alert shows it.
///
/// An object that never changes: three streams keep each, and copy their lists with every commit.
public final class Evidence: Sendable, Codable {
    public let story: StoryID
    public let at: Instant
    public let feed: String
    public let title: String
    public let link: String?
    public let score: Float
    public let words: [String]
    /// How new the title was, in [0, 1].
    public let novelty: Double

    public init(
        story: StoryID, at: Instant, feed: String, title: String, link: String?, score: Float,
        words: [String], novelty: Double
    ) {
        self.story = story
        self.at = at
        self.feed = feed
        self.title = title
        self.link = link
        self.score = score
        self.words = words
        self.novelty = novelty
    }
}

extension Evidence: Equatable {
    public static func == (a: Evidence, b: Evidence) -> Bool {
        a === b
            || a.story == b.story && a.at == b.at && a.feed == b.feed && a.title == b.title
                && a.link == b.link && a.score == b.score && a.words == b.words && a.novelty == b.novelty
    }
}
