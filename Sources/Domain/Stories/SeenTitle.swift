/// A title that is stored, with its story.
public struct SeenTitle: Sendable, Hashable {
    public let title: String
    public let story: StoryID
    public let at: Instant

    public init(title: String, story: StoryID, at: Instant) {
        self.title = title
        self.story = story
        self.at = at
    }
}
