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

extension Entry: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id, title, link, published, updated, author, summary, content, categories, language
    }

    /// The form of the command-line contract: absent values are null, dates RFC 3339 in UTC.
    public func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encode(id, forKey: .id)
        try line.encode(title, forKey: .title)
        try line.encode(link, forKey: .link)
        try line.encode(published?.rfc3339, forKey: .published)
        try line.encode(updated?.rfc3339, forKey: .updated)
        try line.encode(author, forKey: .author)
        try line.encode(summary, forKey: .summary)
        try line.encode(content, forKey: .content)
        try line.encode(categories, forKey: .categories)
        try line.encode(language, forKey: .language)
    }
}
