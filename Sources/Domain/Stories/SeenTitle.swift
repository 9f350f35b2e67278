/// A title that is stored, with its story.
public struct SeenTitle: Sendable, Hashable {
    /// The title as stored.
    public let title: String
    /// The story that it tells.
    public let story: StoryID
    /// When it was fetched.
    public let at: Instant

    /// A title as the history holds it.
    public init(title: String, story: StoryID, at: Instant) {
        self.title = title
        self.story = story
        self.at = at
    }
}
