// OPML 2.0 (opml.org/spec2.opml): the lists of subscriptions that feed readers exchange.

/// A subscription of a list.
public struct Subscription: Sendable, Equatable {
    /// The reader's name for the feed.
    public let title: String
    /// The feed's address.
    public let url: String

    /// A subscription to a feed.
    public init(title: String, url: String) {
        self.title = title
        self.url = url
    }
}

/// Reads the subscriptions of a list, in all its folders; each address once.
///
/// - Throws: `ParseError` when the body is not OPML or holds no subscription.
public func parseSubscriptions(_ bytes: [UInt8]) throws(ParseError) -> [Subscription] {
    guard !bytes.isEmpty else { throw .empty }
    guard let root = XMLDocument.parse(Array(decodedText(bytes, contentType: nil)), url: nil),
        root.localName.lowercased() == "opml"
    else {
        let start = String(decoding: bytes.prefix(40), as: UTF8.self)
        throw .malformed(format: "OPML", reason: "it starts with \"\(start.singleSpaced)\"")
    }
    var found: [Subscription] = []
    var urls: Set<String> = []
    var level = root.child("body")?.children("outline") ?? []
    while !level.isEmpty {
        for outline in level {
            guard let url = outline.attribute("xmlUrl")?.trimmed.nonEmpty, urls.insert(url).inserted else {
                continue
            }
            let title =
                outline.attribute("title")?.trimmed.nonEmpty ?? outline.attribute("text")?.trimmed.nonEmpty
            found.append(Subscription(title: title ?? url, url: url))
        }
        level = level.flatMap { $0.children("outline") }
    }
    guard !found.isEmpty else {
        throw .malformed(format: "OPML", reason: "it holds no outline with an xmlUrl")
    }
    return found
}

/// Writes a list of subscriptions as an OPML document with a title.
public func opml(of subscriptions: [Subscription], title: String) -> String {
    let outlines = subscriptions.map {
        "    <outline type=\"rss\" text=\"\($0.title.escapedForAttribute)\" title=\"\($0.title.escapedForAttribute)\" xmlUrl=\"\($0.url.escapedForAttribute)\"/>\n"
    }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <opml version="2.0">
          <head><title>\(title.escapedForMarkup)</title></head>
          <body>
        \(outlines.joined())  </body>
        </opml>

        """
}

extension String {
    fileprivate var escapedForAttribute: String { escapedForMarkup.replacing("\"", with: "&quot;") }
}
