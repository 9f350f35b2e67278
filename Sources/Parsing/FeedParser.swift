public import Domain

/// What a body of news holds.
public struct ParsedFeed: Sendable, Equatable {
    public let title: String?
    public let entries: [Entry]

    public init(title: String?, entries: [Entry]) {
        self.title = title
        self.entries = entries
    }
}

/// Reads RSS, Atom or JSON Feed; the format is told by the body, not by its name or content type.
///
/// - Parameters:
///   - url: Where it came from; relative links are resolved against it.
///   - contentType: The HTTP header, whose `charset` wins over the XML declaration (RFC 7303, 3.2) but not over a
///     byte order mark.
/// - Throws: `ParseError` when the body is no feed.
public func parseFeed(_ bytes: [UInt8], url: String? = nil, contentType: String? = nil) throws(ParseError)
    -> ParsedFeed
{
    // The mark itself tells libxml2 what it needs to know only in UTF-16; in UTF-8 it is in the way.
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard let start = body.firstIndex(where: { !isBlank($0) }) else { throw .empty }
    if bytes[start] == UInt8(ascii: "{") { return try parseJSONFeed(Array(bytes[start...])) }
    let head = String(decoding: bytes[start..<min(start + 512, bytes.count)], as: UTF8.self)
    let lowered = head.lowercased()
    if lowered.hasPrefix("<!doctype html") || lowered.hasPrefix("<html") { throw .html }
    let encoding = declaredEncoding(bytes) ?? contentType.flatMap(charset)
    guard let root = XMLDocument.parse(withoutForeignEntities(bytes[start...]), url: url, encoding: encoding)
    else {
        throw .unknownFormat(start: String(head.singleSpaced.prefix(40)))
    }
    switch root.localName {
    case "rss": return rss(root, url: url)
    case "RDF": return rss(root, url: url)
    case "feed": return atom(root, url: url)
    case "html": throw .html
    default: throw .unknownFormat(start: String(head.singleSpaced.prefix(40)))
    }
}

/// The `charset` parameter of a content type.
func charset(_ contentType: String) -> String? {
    for parameter in contentType.split(separator: ";").dropFirst() {
        let sides = parameter.split(separator: "=", maxSplits: 1).map(\.trimmed)
        guard sides.count == 2, sides[0].lowercased() == "charset" else { continue }
        return String(sides[1].filter { $0 != "\"" && $0 != "'" }).nonEmpty
    }
    return nil
}

/// The encoding that a byte order mark declares (RFC 7303, 3.3); nil without one.
private func declaredEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "UTF-8" }
    if bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16BE" }
    return bytes.starts(with: [0xFF, 0xFE]) ? "UTF-16LE" : nil
}

private func isBlank(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0A, 0x0D].contains(byte)
}
