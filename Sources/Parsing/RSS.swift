import Domain

// RSS 2.0 (Winer 2003, rssboard.org/rss-specification) and its elder RDF 1.0, whose items lie beside the channel.

private enum Namespace {
    static let dublinCore = "http://purl.org/dc/elements/1.1/"
    static let content = "http://purl.org/rss/1.0/modules/content/"
    static let atom = "http://www.w3.org/2005/Atom"
}

func rss(_ root: XMLNode, url: String?) -> ParsedFeed {
    let channel = root.child("channel") ?? root
    let language = channel.childText("language")
    let items = channel.children("item") + (root.localName == "RDF" ? root.children("item") : [])
    return ParsedFeed(
        title: channel.childText("title").map(HTMLText.plain),
        entries: items.map { rssEntry($0, language: language, url: url) })
}

private func rssEntry(_ item: XMLNode, language: String?, url: String?) -> Entry {
    let guid = item.child("guid")
    let id = guid.flatMap { $0.allText.trimmed.nonEmpty } ?? item.attributes["rdf:about"]
    let isPermaLink = guid != nil && guid?.attributes["isPermaLink"]?.lowercased() != "false"
    let plainLink = item.children("link").first { $0.namespace != Namespace.atom }?.allText.trimmed.nonEmpty
    let link = plainLink ?? (isPermaLink ? id.flatMap { $0.contains("://") ? $0 : nil } : nil)
    // Titles in the item's own vocabulary come first: media:title and the like are captions.
    let title = item.children("title").first { $0.namespace == "" } ?? item.child("title")
    return Entry(
        id: id, title: title.flatMap { HTMLText.plain($0.allText).nonEmpty },
        link: link.map { resolved($0, against: url) },
        published: (item.childText("pubDate") ?? item.childText("date", in: Namespace.dublinCore)).flatMap(
            parseDate),
        updated: item.childText("updated", in: Namespace.atom).flatMap(parseDate),
        author: (item.childText("creator", in: Namespace.dublinCore) ?? item.childText("author")).map(
            HTMLText.plain),
        summary: item.childText("description").flatMap { HTMLText.plain($0).nonEmpty },
        content: item.childText("encoded", in: Namespace.content).flatMap { HTMLText.plain($0).nonEmpty },
        categories: item.children("category").compactMap { $0.allText.trimmed.nonEmpty },
        language: item.childText("language", in: Namespace.dublinCore) ?? language)
}
