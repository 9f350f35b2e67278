/// One entry of a news feed, as parsed: plain text, absent values nil.
public struct Entry: Sendable, Equatable {
    /// The source's own identifier (`guid`, `id`), as written.
    public var id: String?
    /// On one line.
    public var title: String?
    /// Its address, absolute where the source can be resolved.
    public var link: String?
    /// When the source says it was published.
    public var published: StatedTime?
    /// When the source says it was last changed.
    public var updated: StatedTime?
    /// The first author, by name where there is one.
    public var author: String?
    /// A short text, with paragraphs as lines.
    public var summary: String?
    /// The full text, with paragraphs as lines.
    public var content: String?
    /// As the source labels it, in its order.
    public var categories: [String]
    /// As the source names it (BCP 47).
    public var language: String?
    /// Who published it, where the feed is an aggregator's and says so.
    public var publisher: Publisher?

    /// An entry with what its source says of it.
    public init(
        id: String? = nil, title: String? = nil, link: String? = nil, published: StatedTime? = nil,
        updated: StatedTime? = nil, author: String? = nil, summary: String? = nil, content: String? = nil,
        categories: [String] = [], language: String? = nil, publisher: Publisher? = nil
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
        self.publisher = publisher
    }
}

extension Entry: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id, title, link, published, updated, author, summary, content, categories, language, publisher
    }

    /// The form of the command-line contract: absent values are null, but for the publisher, which only
    /// aggregators name; dates are RFC 3339 in UTC.
    public func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encode(id, forKey: .id)
        try line.encode(title, forKey: .title)
        try line.encode(link, forKey: .link)
        try line.encode(published?.reading.rfc3339, forKey: .published)
        try line.encode(updated?.reading.rfc3339, forKey: .updated)
        try line.encode(author, forKey: .author)
        try line.encode(summary, forKey: .summary)
        try line.encode(content, forKey: .content)
        try line.encode(categories, forKey: .categories)
        try line.encode(language, forKey: .language)
        try line.encodeIfPresent(publisher?.name, forKey: .publisher)
    }
}
