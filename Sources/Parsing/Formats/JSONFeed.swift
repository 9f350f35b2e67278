import Domain

// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1).

/// Reads JSON Feed.
///
/// - Parameter url: Where it came from; relative addresses are resolved against the site that the feed names,
///   otherwise against this.
func parseJSONFeed(_ bytes: [UInt8], url: String?) throws(ParseError) -> FeedContents {
    let document = try JSONValue.parse(bytes)
    guard document["version"]?.string?.contains("jsonfeed.org") == true || document["items"]?.array != nil
    else {
        throw .unknownFormat(start: String(String(decoding: bytes.prefix(40), as: UTF8.self).singleSpaced))
    }
    let base = document["home_page_url"]?.string ?? document["feed_url"]?.string ?? url
    return FeedContents(
        title: document["title"]?.string,
        entries: (document["items"]?.array ?? []).map { jsonEntry($0, feed: document, base: base) })
}

/// An item; author and language default to those of its feed.
private func jsonEntry(_ item: JSONValue, feed: JSONValue, base: String?) -> Entry {
    Entry(
        id: item["id"]?.text, title: item["title"]?.string.flatMap { HTMLText.plain($0).nonEmpty },
        link: (item["url"]?.string ?? item["external_url"]?.string).map { resolved($0, against: base) },
        published: item["date_published"]?.string.flatMap(statedTime),
        updated: item["date_modified"]?.string.flatMap(statedTime),
        author: jsonAuthor(item) ?? jsonAuthor(feed),
        summary: item["summary"]?.string.flatMap { HTMLText.plain($0).nonEmpty },
        content: item["content_text"]?.string?.singleSpaced.nonEmpty
            ?? item["content_html"]?.string.flatMap { HTMLText.plain($0).nonEmpty },
        categories: (item["tags"]?.array ?? []).compactMap(\.string),
        language: item["language"]?.string ?? feed["language"]?.string)
}

/// The first name among `authors` (1.1), which some write as one, or that of `author` (1.0).
private func jsonAuthor(_ object: JSONValue) -> String? {
    let authors = object["authors"]?.array ?? [object["authors"] ?? object["author"] ?? .null]
    return authors.compactMap { $0["name"]?.string }.first
}
