/// What is remembered of a feed besides its validators.
public struct FeedMemory: Sendable, Equatable, Codable {
    /// A fingerprint of the last body that was stored: servers without validators send it again and again.
    public var body: Int64?
    /// Where the feed lives now, by permanent redirects that were seen twice.
    public var address: String?
    /// Where a permanent redirect led for the first time.
    public var candidate: String?
    /// What the feed itself says of how often it changes.
    public var hints = UpdateHints()
    public var arrivalRate = ArrivalRate()
    /// The token of the page that is to be asked for next, and how many pages this poll has had; nil between polls.
    public var page: String?
    public var pages: Int?
    /// The hub that announces changes, as the feed says itself.
    public var hub: PushHub?

    public init() {}

    /// The names under which databases keep it.
    private enum CodingKeys: String, CodingKey {
        case body, address, candidate, hints
        case arrivalRate = "rhythm"
        case page, pages, hub
    }
}
