import Domain

/// Reads entries from JSON by the paths of the catalogue.
///
/// An entry without a title is left out, and so is one whose title says that it was removed.
/// - Throws: `ParseError` when the body is not JSON, reports an error, or has no such rows.
func parseMappedFeed(
    _ body: FeedDocument, of feed: Feed, _ mapping: EntryMapping
) throws(ParseError) -> FeedContents {
    let document = try jsonDocument(body, of: feed)
    guard let place = mapping.rows.map({ document.at(path: $0) }) ?? document, let rows = place.array else {
        throw .missingField(format: "JSON", field: mapping.rows ?? "[]", have: document.keys)
    }
    let entries = rows.compactMap { entry($0, mapping) }
    if entries.isEmpty, let first = rows.first {
        throw .missingField(format: "JSON", field: mapping.title, have: first.keys)
    }
    let next = feed.pages.flatMap { document.at(path: $0.next)?.text?.nonEmpty }
    return FeedContents(entries: entries, nextPage: next)
}

/// The body as JSON, unless it reports an error, as many sources do behind status 200.
func jsonDocument(_ response: FeedDocument, of feed: Feed) throws(ParseError) -> JSONValue {
    let body = decodedText(response.body, contentType: response.contentType)
    if body.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { throw .html(feeds: []) }
    let document = try JSONValue.parse(body)
    for path in feed.errorPaths {
        guard let said = document.at(path: path) else { continue }
        if let text = said.text?.nonEmpty { throw .sourceError(String(text.singleSpaced.prefix(200))) }
        if case .array(let list) = said, !list.isEmpty {
            throw .sourceError(list.compactMap(\.text).joined(separator: ", "))
        }
        if case .object = said {
            throw .sourceError(said["message"]?.text ?? said["description"]?.text ?? path)
        }
    }
    return document
}

/// Titles of stories that were removed.
private let removed: Set<String> = ["[Removed]"]

private func entry(_ row: JSONValue, _ mapping: EntryMapping) -> Entry? {
    func text(_ path: String?) -> String? { path.flatMap { row.at(path: $0)?.text } }
    func plain(_ path: String?) -> String? { text(path).flatMap { HTMLText.plain($0).nonEmpty } }
    func date(_ path: String?) -> StatedTime? { text(path).flatMap(statedTime) }
    guard let title = plain(mapping.title), !removed.contains(title) else { return nil }
    let categories = mapping.categories.flatMap { row.at(path: $0)?.array } ?? []
    return Entry(
        id: text(mapping.id)?.nonEmpty, title: title, link: text(mapping.link)?.nonEmpty,
        published: date(mapping.published), updated: date(mapping.updated), author: plain(mapping.author),
        summary: plain(mapping.summary), content: plain(mapping.content),
        categories: categories.compactMap { $0.text ?? $0["name"]?.text }, language: text(mapping.language),
        publisher: plain(mapping.publisher).map { Publisher(name: $0.singleSpaced) }
    ).withoutPublisherInTitle
}
