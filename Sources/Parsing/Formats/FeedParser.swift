public import Domain

/// Reads a document of a news feed: by the catalogue's paths where it gives some, otherwise as `parseFeed`
/// does, with a sentence for each filing.
///
/// - Throws: `ParseError` when the body is not a feed, or not what the catalogue says.
public func parseNews(_ document: FeedDocument, of feed: Feed) throws(ParseError) -> FeedContents {
    if let mapping = feed.entries { return try parseMappedFeed(document, of: feed, mapping) }
    var contents = try parseFeed(document.body, url: document.url, contentType: document.contentType)
    contents.entries = contents.entries.map(\.withFilingTold)
    return contents
}

/// Reads RSS, RDF, Atom, CDF or JSON Feed; the body decides the format, not its name or content type.
///
/// Broken documents are read as far as possible: junk before the document, undeclared entities, control
/// characters, elements that end in the wrong order or not at all.
/// - Parameters:
///   - url: Where it came from; relative links are resolved against it.
///   - contentType: The HTTP header, whose `charset` wins over the XML declaration (RFC 7303, 3.2) but not
///     over a
///     byte order mark.
/// - Throws: `ParseError` when the body is not a feed.
public func parseFeed(_ bytes: [UInt8], url: String? = nil, contentType: String? = nil) throws(ParseError)
    -> FeedContents
{
    let text = decodedText(bytes, contentType: contentType)
    guard let start = text.firstIndex(where: { !isBlank($0) && $0 != 0 }) else { throw .empty }
    if text[start] == UInt8(ascii: "{") { return try parseJSONFeed(Array(text[start...]), url: url) }
    return try parseXMLFeed(fromFirstElement(text[start...]), url: url)
}

private func parseXMLFeed(_ document: ArraySlice<UInt8>, url: String?) throws(ParseError) -> FeedContents {
    let head = String(decoding: document.prefix(512), as: UTF8.self)
    let lowered = head.lowercased()
    let isPage = lowered.hasPrefix("<!doctype html") || lowered.hasPrefix("<html")
    if isPage, !mayHoldFeed(document) {
        throw .html(feeds: feedsLinked(from: Array(document), url: url))
    }
    let root = XMLDocument.parse(withoutForeignEntities(withoutControls(document)), url: url)
    guard let root, let feed = root.feedElement else {
        if root?.localName.lowercased() == "html" {
            throw .html(feeds: feedsLinked(from: Array(document), url: url))
        }
        throw .unknownFormat(start: String(head.singleSpaced.prefix(40)))
    }
    var parsed =
        switch feed.localName.lowercased() {
        case "feed", "entry": atom(feed, url: url)
        default: rss(feed, url: url)
        }
    parsed.hub = pushHub(feed, url: url)
    return parsed
}

/// Whether a page may have a feed in it: some servers wrap theirs in one.
private func mayHoldFeed(_ page: ArraySlice<UInt8>) -> Bool {
    let starts = ["<feed", "<rss", "<rdf:rdf"].map { Array($0.utf8) }
    return page.indices.contains { index in
        page[index] == UInt8(ascii: "<")
            && starts.contains { isSameInAnyCase(page[index...].prefix($0.count), $0) }
    }
}

extension XMLNode {
    /// The element that is a feed: this one, or the nearest below it.
    fileprivate var feedElement: XMLNode? {
        var level = [self]
        // Wrappers are a level or two thick.
        for _ in 0..<4 {
            let feed = level.first {
                ["rss", "rdf", "feed", "channel", "entry"].contains($0.localName.lowercased())
            }
            if let feed { return feed }
            level = level.flatMap(\.children)
        }
        return nil
    }
}
