import Domain
import Transport

/// The server that a feed is polled at.
struct FeedHost {
    /// Who runs it: the registered domain, or host and port of a private server.
    let owner: String
    /// Host and port.
    let server: String

    init(_ feed: Feed) {
        let parts = URLParts(feed.url)
        owner = parts?.owner ?? feed.url
        server = parts.map { "\($0.host):\($0.port)" } ?? feed.url
    }

    /// The hosts of feeds by the feeds' ids, so that an address is taken apart once.
    static func byFeed(_ feeds: [Feed]) -> [String: FeedHost] {
        Dictionary(feeds.map { ($0.id, FeedHost($0)) }, uniquingKeysWith: { first, _ in first })
    }
}
