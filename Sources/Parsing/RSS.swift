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
    let base = [root, channel].compactMap { $0.attributes["xml:base"] }.reduce(url) {
        resolved($1, against: $0)
    }
    let items = channel.children("item") + (root.localName == "RDF" ? root.children("item") : [])
    return ParsedFeed(
        title: channel.childText("title").map(HTMLText.plain),
        entries: items.map { rssEntry($0, language: language, url: base) })
}

private func rssEntry(_ item: XMLNode, language: String?, url: String?) -> Entry {
    let guid = item.child("guid")
    let id = guid.flatMap { $0.allText.trimmed.nonEmpty } ?? item.attributes["rdf:about"]
    let isPermaLink = guid != nil && guid?.attributes["isPermaLink"]?.lowercased() != "false"
    // Names in the item's own vocabulary: media:title and the like are captions, atom:link is the feed's own.
    let own = { (name: String) in item.childText(name, in: item.namespace) }
    let link = own("link") ?? (isPermaLink ? id.flatMap { $0.contains("://") ? $0 : nil } : nil)
    let subjects =
        item.children("category", in: item.namespace) + item.children("subject", in: Namespace.dublinCore)
    return Entry(
        id: id, title: own("title").flatMap { HTMLText.plain($0).nonEmpty },
        link: link.map { resolved($0, against: url) },
        published: (own("pubDate") ?? item.childText("date", in: Namespace.dublinCore)).flatMap(parseDate),
        updated: item.childText("updated", in: Namespace.atom).flatMap(parseDate),
        author: (item.childText("creator", in: Namespace.dublinCore) ?? own("author")).flatMap {
            HTMLText.plain($0).nonEmpty
        },
        summary: own("description").flatMap { HTMLText.plain($0).nonEmpty },
        content: item.childText("encoded", in: Namespace.content).flatMap { HTMLText.plain($0).nonEmpty },
        categories: subjects.compactMap { $0.allText.trimmed.nonEmpty },
        language: item.childText("language", in: Namespace.dublinCore) ?? language)
}
