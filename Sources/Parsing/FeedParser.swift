public import Domain

/// Reads a document of a news feed: by the catalogue's paths where it gives some, otherwise as `parseFeed` does.
///
/// - Throws: `ParseError` when the body is not a feed, or not what the catalogue says.
public func parseNews(_ document: FeedDocument, of feed: Feed) throws(ParseError) -> FeedContents {
    if let mapping = feed.entries { return try parseMappedFeed(document, of: feed, mapping) }
    return try parseFeed(document.body, url: document.url, contentType: document.contentType)
}

/// Reads RSS, RDF, Atom, CDF or JSON Feed; the format is told by the body, not by its name or content type.
///
/// What is broken is read as far as it goes: junk before the document, entities that nobody declared, control
/// characters, elements that end in the wrong order or not at all.
/// - Parameters:
///   - url: Where it came from; relative links are resolved against it.
///   - contentType: The HTTP header, whose `charset` wins over the XML declaration (RFC 7303, 3.2) but not over a
///     byte order mark.
/// - Throws: `ParseError` when the body is no feed.
public func parseFeed(_ bytes: [UInt8], url: String? = nil, contentType: String? = nil) throws(ParseError)
    -> FeedContents
{
    let text = decodedText(bytes, contentType: contentType)
    guard let start = text.firstIndex(where: { !isBlank($0) && $0 != 0 }) else { throw .empty }
    if text[start] == UInt8(ascii: "{") { return try parseJSONFeed(Array(text[start...]), url: url) }
    let document = fromFirstElement(text[start...])
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

/// Whether a page may have a feed in it: some servers put theirs between the tags of one.
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

/// The document from its first tag, declaration or comment that can start a feed on.
///
/// Servers print warnings before the document, and a declaration that does not come first is none.
private func fromFirstElement(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let starts = ["<?xml", "<rss", "<feed", "<rdf", "<channel", "<html", "<!doctype"].map {
        Array($0.utf8)
    }
    let limit = min(text.startIndex + 8192, text.endIndex)
    var commentEnd = text.startIndex
    // Where one comment does not end, none behind it does.
    var doCommentsEnd = true
    for index in text.startIndex..<limit where text[index] == UInt8(ascii: "<") && index >= commentEnd {
        // What a comment says begins nothing.
        if text[index...].starts(with: commentOpening) {
            guard doCommentsEnd else { continue }
            let close = end(of: commentClosing, in: text[(index + commentOpening.count)...])
            doCommentsEnd = close != nil
            commentEnd = close ?? commentEnd
            continue
        }
        let rest = text[index...].prefix(16).map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        if starts.contains(where: { rest.starts(with: $0) }) {
            // The text is UTF-8 by now, whatever its declaration says.
            guard rest.starts(with: starts[0]), let end = text[index...].firstIndex(of: UInt8(ascii: ">"))
            else {
                return text[index...]
            }
            return text[(end + 1)...].drop { isBlank($0) }
        }
    }
    return text
}

let commentOpening = Array("<!--".utf8)
let commentClosing = Array("-->".utf8)

/// Without the control characters that XML 1.0 forbids, on which libxml2 would stop.
private func withoutControls(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isControl = { (byte: UInt8) in byte < 0x20 && !isBlank(byte) }
    return text.contains(where: isControl) ? ArraySlice(text.filter { !isControl($0) }) : text
}

/// White space of XML.
func isBlank(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0A, 0x0D].contains(byte)
}
