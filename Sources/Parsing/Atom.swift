import Domain

// Atom 1.0 (RFC 4287).

func atom(_ feed: XMLNode, url: String?) -> ParsedFeed {
    let base = feed.attributes["xml:base"].map { resolved($0, against: url) } ?? url
    return ParsedFeed(
        title: feed.child("title").flatMap(atomText),
        entries: feed.children("entry").map {
            atomEntry($0, feed: feed, base: base)
        })
}

/// An entry; what it does not say of author and language, its feed says for it (RFC 4287, 4.2.1).
private func atomEntry(_ entry: XMLNode, feed: XMLNode, base: String?) -> Entry {
    let base = entry.attributes["xml:base"].map { resolved($0, against: base) } ?? base
    return Entry(
        id: entry.childText("id"), title: entry.child("title").flatMap(atomText),
        link: atomLink(entry).map { resolved($0, against: base) },
        published: (entry.childText("published") ?? entry.childText("issued")).flatMap(parseDate),
        updated: (entry.childText("updated") ?? entry.childText("modified")).flatMap(parseDate),
        author: (entry.child("author") ?? entry.child("source")?.child("author") ?? feed.child("author"))?
            .childText("name"), summary: entry.child("summary").flatMap(atomText),
        content: entry.child("content").flatMap(atomText),
        categories: entry.children("category").compactMap { $0.attributes["label"] ?? $0.attributes["term"] },
        language: entry.attributes["xml:lang"] ?? feed.attributes["xml:lang"])
}

/// The alternate link (RFC 4287, 4.2.7.2: no `rel` means `alternate`), else the first one.
private func atomLink(_ entry: XMLNode) -> String? {
    let links = entry.children("link").filter { $0.attributes["href"] != nil }
    let alternate = links.first { ($0.attributes["rel"] ?? "alternate") == "alternate" }
    return (alternate ?? links.first)?.attributes["href"]?.trimmed
}

/// A text construct (RFC 4287, 3.1) as plain text.
private func atomText(_ node: XMLNode) -> String? {
    switch node.attributes["type"]?.lowercased() {
    case "html", "text/html": HTMLText.plain(node.allText).nonEmpty
    case "xhtml", "application/xhtml+xml": HTMLText.plain(node.innerMarkup).nonEmpty
    default: node.allText.singleSpaced.nonEmpty
    }
}
