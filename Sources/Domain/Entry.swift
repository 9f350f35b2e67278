/// One entry of a news feed, as parsed: plain text, absent values nil.
public struct Entry: Sendable, Equatable {
    /// The source's own identifier (`guid`, `id`), as written.
    public var id: String?
    public var title: String?
    public var link: String?
    public var published: Instant?
    public var updated: Instant?
    public var author: String?
    public var summary: String?
    public var content: String?
    public var categories: [String]
    public var language: String?

    public init(
        id: String? = nil, title: String? = nil, link: String? = nil, published: Instant? = nil,
        updated: Instant? = nil, author: String? = nil, summary: String? = nil, content: String? = nil,
        categories: [String] = [], language: String? = nil
    ) {
        self.id = id
        self.title = title
        self.link = link
        self.published = published
        self.updated = updated
        self.author = author
        self.summary = summary
        self.content = content
        self.categories = categories
        self.language = language
    }
}
