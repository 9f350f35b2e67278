/// What is remembered of a feed besides its validators.
public struct FeedMemory: Sendable, Equatable, Codable {
    /// A fingerprint of the last body that was stored: servers without validators send it again and again.
    public var body: Int64?
    /// The new address of a feed that has moved: where permanent redirects led twice.
    public var address: String?
    /// Where a permanent redirect led once.
    public var candidate: String?
    /// When the feed itself asks to be polled again.
    public var hints = UpdateHints()
    /// How often it brings something.
    public var arrivalRate = ArrivalRate()
    /// The token of the page to request next; nil between polls.
    public var page: String?
    /// The pages that the current poll has had; nil between polls.
    public var pages: Int?
    /// The hub that announces changes, as the feed says itself.
    public var hub: PushHub?
    /// Keys (`guid:…`, `link:…`) that several of its entries share, so that they tell none apart.
    public var sharedKeys: [String]?

    /// When it was first polled with success; nil before, and for feeds of older versions, which have been
    /// known for long.
    public var watchedSince: Instant?
    /// How late its dates usually are.
    public var delay: PublicationDelay?

    /// Remembers nothing.
    public init() {}

    /// The names under which databases keep it.
    private enum CodingKeys: String, CodingKey {
        case body, address, candidate, hints
        case arrivalRate = "rhythm"
        case page, pages, hub, sharedKeys, watchedSince, delay
    }
}
