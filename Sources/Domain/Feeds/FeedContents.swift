/// What the body of a response holds.
public struct FeedContents: Sendable, Equatable {
    /// The feed's own title.
    public var title: String?
    /// The news of a news feed, in the order of the document.
    public var entries: [Entry] = []
    /// The prices of a price feed.
    public var quotes: [Quote] = []
    /// When the feed itself asks to be polled again.
    public var hints = UpdateHints()
    /// The token or address of the next page, where the catalogue says how to find it.
    public var nextPage: String?
    /// The hub that announces changes.
    public var hub: PushHub?

    /// Contents with what a document holds; the rest is empty.
    public init(
        title: String? = nil, entries: [Entry] = [], quotes: [Quote] = [],
        hints: UpdateHints = UpdateHints(),
        nextPage: String? = nil, hub: PushHub? = nil
    ) {
        self.title = title
        self.entries = entries
        self.quotes = quotes
        self.hints = hints
        self.nextPage = nextPage
        self.hub = hub
    }

    /// Entries and quotes together.
    public var count: Int { entries.count + quotes.count }

    /// The time of the latest entry or quote that has one.
    public var latest: Instant? {
        (entries.compactMap { ($0.published ?? $0.updated)?.reading } + quotes.map(\.at)).max()
    }
}
