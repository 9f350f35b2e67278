public import Domain
public import Transport

extension Request {
    /// The request for a feed, with the types that it is asked for as and its keys in their places.
    ///
    /// - Parameters:
    ///   - url: Its current address, if that is not the catalogue's.
    ///   - userAgent: Sent unless the feed has one of its own.
    public init(
        _ feed: Feed, url: String? = nil, headers: [(name: String, value: String)] = [],
        userAgent: String
    ) {
        // A source that demands types of its own has them in the catalogue.
        let isAccepting = !feed.headers.keys.contains { $0.lowercased() == "accept" }
        self.init(
            url: feed.filled(url ?? feed.url),
            headers: (isAccepting ? [("Accept", feed.acceptedTypes)] : []) + headers,
            userAgent: feed.userAgent ?? userAgent,
            addresses: feed.allowsPrivate ? .any : .asNamed(in: feed.url))
        certificateAuthority = feed.certificateAuthority
        credentials = feed.headers.sorted { $0.key < $1.key }.map { ($0.key, feed.filled($0.value)) }
    }
}

extension Feed {
    /// Where the feed is now, or its next page; nil for the catalogue's address.
    ///
    /// The address of a page must be of the same server.
    func address(_ memory: FeedMemory) -> String? {
        guard let pages, let page = memory.page else { return memory.address }
        let base = memory.address ?? url
        guard let parameter = pages.parameter else {
            guard let next = URLParts(page), next.isSameServer(as: URLParts(filled(base))) else {
                return memory.address
            }
            return page
        }
        return "\(base)\(base.contains("?") ? "&" : "?")\(parameter)=\(percentEncoded(page))"
    }
}
