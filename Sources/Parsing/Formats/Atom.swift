import Domain

// Atom 1.0 (RFC 4287) and its draft 0.3.

/// A feed, or a document that is one entry.
func atom(_ feed: XMLNode, url: String?) -> FeedContents {
    let base = feed.attribute("xml:base").map { resolved($0, against: url) } ?? url
    let isEntry = feed.localName.lowercased() == "entry"
    // Also inside elements that were not ended before them.
    let entries = isEntry ? [feed] : feed.topmost("entry") + feed.topmost("item")
    return FeedContents(
        title: isEntry ? nil : feed.child("title").flatMap(atomText),
        entries: entries.map {
            atomEntry($0, feed: feed, base: isEntry ? url : base)
        }, hints: updateHints(feed))
}

/// An entry; author and language default to those of its feed (RFC 4287, 4.2.1).
private func atomEntry(_ entry: XMLNode, feed: XMLNode, base: String?) -> Entry {
    let base = entry.attribute("xml:base").map { resolved($0, against: base) } ?? base
    let links = entry.children("link", in: entry.namespace)
    return Entry(
        id: entry.childText("id", in: entry.namespace),
        title: entry.child("title", in: entry.namespace).flatMap(atomText)
            ?? entry.child("title").flatMap(atomText),
        link: (entry.childText("origLink", in: Namespace.feedBurner) ?? atomLink(links)).map {
            resolved($0, against: base)
        } ?? entry.childText("id", in: entry.namespace).flatMap { $0.hasPrefix("http") ? $0 : nil },
        published: firstDate(entry, ["published", "issued", "created", "pubDate", "date"]),
        updated: firstDate(entry, ["updated", "modified"]),
        author: atomAuthor(entry) ?? entry.childText("creator", in: Namespace.dublinCore)
            ?? entry.child("source").flatMap(atomAuthor) ?? atomAuthor(feed),
        summary: (entry.child("summary", in: entry.namespace) ?? mediaDescription(entry)).flatMap(atomText)
            ?? entry.child("description").flatMap(plainText),
        content: entry.child("content", in: entry.namespace).flatMap(atomText)
            ?? entry.child("encoded", in: Namespace.content).flatMap(plainText),
        categories: atomCategories(entry),
        language: entry.attribute("xml:lang") ?? feed.attribute("xml:lang"), publisher: publisher(of: entry)
    ).withoutPublisherInTitle
}

private func firstDate(_ entry: XMLNode, _ names: [String]) -> StatedTime? {
    names.lazy.compactMap { name in entry.childText(name).flatMap(statedTime) }.first
}

/// The name of the first author, or the address of one without a name.
private func atomAuthor(_ node: XMLNode) -> String? {
    node.children("author").lazy.compactMap {
        ($0.childText("name") ?? $0.childText("email")
            ?? ($0.children.isEmpty ? $0.allText.trimmed.nonEmpty : nil))?
            .singleSpaced
    }.first
}

private func atomCategories(_ entry: XMLNode) -> [String] {
    let own = entry.children("category").compactMap {
        ($0.attribute("label")?.trimmed.nonEmpty ?? $0.attribute("term")?.trimmed.nonEmpty
            ?? $0.allText.trimmed.nonEmpty)
    }
    return own
        + entry.children("subject", in: Namespace.dublinCore).compactMap { $0.allText.trimmed.nonEmpty }
}

/// The alternate link (RFC 4287, 4.2.7.2: no `rel` means `alternate`), otherwise the first that can replace
/// it.
func atomLink(_ links: [XMLNode]) -> String? {
    let relation = { (link: XMLNode) in
        // The registry's full name means the same (RFC 4287, 4.2.7.2).
        (link.attribute("rel")?.trimmed.lowercased() ?? "alternate").split(separator: "/").last.map(
            String.init) ?? ""
    }
    let usable = links.filter { $0.attribute("href")?.trimmed.nonEmpty != nil }
    let alternates = usable.filter { relation($0) == "alternate" }
    let page = alternates.first { ($0.attribute("type") ?? "text/html").contains("html") }
    let others = usable.first { !["enclosure", "self", "edit", "replies", "license"].contains(relation($0)) }
    let link = page ?? alternates.first ?? others ?? usable.first
    // Some write the address between the tags, as RSS does.
    let written = links.first { relation($0) == "alternate" && $0.allText.contains("://") }
    return link?.attribute("href")?.trimmed ?? written?.allText.trimmed
}

/// A text construct or content (RFC 4287, 3.1 and 4.1.3; for 0.3 with its `mode`) as plain text.
private func atomText(_ node: XMLNode) -> String? {
    let type = node.attribute("type")?.trimmed.lowercased() ?? "text"
    let mode = node.attribute("mode")?.trimmed.lowercased()
    if !node.children.isEmpty { return HTMLText.plain(node.innerMarkup).nonEmpty }
    let text = mode == "base64" || isBinary(type) ? base64Text(node.allText) ?? node.allText : node.allText
    let isMarkup = type.contains("html") || mode == "escaped" && type != "text/plain" && type != "text"
    return isMarkup ? HTMLText.plain(text).nonEmpty : text.singleSpaced.nonEmpty
}

/// Content of another type than text or XML is in base64 (RFC 4287, 4.1.3.3).
private func isBinary(_ type: String) -> Bool {
    type.contains("/") && !type.hasPrefix("text/") && !type.hasSuffix("xml") && !type.contains("html")
}
