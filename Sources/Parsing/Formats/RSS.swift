import Domain

// RSS 2.0 (Winer 2003, rssboard.org/rss-specification) with its predecessors 0.90 to 0.94, RDF 1.0, whose
// items are beside the channel, and CDF (Ellerman 1997), whose items say with attributes what those of RSS
// say with elements. Words of other vocabularies (Dublin Core, content, Atom, iTunes) are used where an
// item's own are missing.

/// Reads RSS, RDF and CDF.
func rss(_ root: XMLNode, url: String?) -> FeedContents {
    let channel = root.localName.lowercased() == "channel" ? root : root.child("channel") ?? root
    // Beside the channel or below it, and in whatever was not ended before them.
    let items = root.topmost("item")
    let base = [root, channel].compactMap { $0.attribute("xml:base") ?? $0.attribute("base") }.reduce(url) {
        resolved($1, against: $0)
    }
    let language =
        channel.childText("language", in: channel.namespace) ?? channel.childText(
            "language", in: Namespace.dublinCore)
        ?? root.attribute("xml:lang")
    return FeedContents(
        title: channel.child("title").flatMap(plainText),
        entries: items.map { rssEntry($0, language: language, url: base) },
        hints: updateHints(channel))
}

private func rssEntry(_ item: XMLNode, language: String?, url: String?) -> Entry {
    let words = Words(item)
    let guid = item.child("guid")
    let id =
        guid?.allText.trimmed.nonEmpty ?? item.attribute("rdf:about")?.trimmed.nonEmpty
        ?? words.text(("id", Namespace.atom)) ?? words.text(("identifier", Namespace.dublinCore))
    return Entry(
        id: id,
        title: words.plain(
            Words.own("title"), ("title", Namespace.dublinCore), ("title", Namespace.atom),
            ("title", Namespace.media)),
        link: rssLink(item, words, guid, url: url),
        published: words.date(
            Words.own("pubDate"), ("date", Namespace.dublinCore), ("issued", Namespace.terms),
            ("published", Namespace.atom),
            ("issued", Namespace.atom), ("created", Namespace.terms), Words.own("date")),
        updated: words.date(
            ("updated", Namespace.atom), ("modified", Namespace.terms), ("modified", Namespace.atom),
            Words.own("updated"), Words.own("lastBuildDate"))
            ?? item.attribute("lastmod").flatMap(statedTime),
        author: words.plain(
            ("creator", Namespace.dublinCore), Words.own("author"), ("author", Namespace.iTunes),
            ("author", Namespace.dublinCore))
            ?? item.child("author", in: Namespace.atom)?.childText("name")
            ?? words.plain(Words.own("managingEditor")),
        summary: words.plain(
            Words.own("description"), ("description", Namespace.dublinCore), ("summary", Namespace.atom),
            Words.own("abstract"), Words.own("summary"),
            ("summary", Namespace.iTunes), ("abstract", Namespace.terms))
            ?? mediaDescription(item).flatMap(plainText),
        content: words.plain(
            ("encoded", Namespace.content), ("body", Namespace.xhtml), ("div", Namespace.xhtml),
            Words.own("fullitem"),
            ("content", Namespace.atom), Words.own("body"), Words.own("content")),
        categories: rssCategories(item),
        language: words.text(("language", Namespace.dublinCore)) ?? item.attribute("xml:lang") ?? language,
        publisher: publisher(of: item)
    ).withoutPublisherInTitle
}

/// The story's own address that FeedBurner wraps, the item's link, Atom's link, or a guid that is an address.
private func rssLink(_ item: XMLNode, _ words: Words, _ guid: XMLNode?, url: String?) -> String? {
    let own = item.children("link", in: item.namespace)
    let link =
        words.text(("origLink", Namespace.feedBurner)) ?? own.lazy.compactMap { $0.allText.trimmed.nonEmpty }
        .first
        ?? own.lazy.compactMap { $0.attribute("href")?.trimmed.nonEmpty }.first
        ?? atomLink(item.children("link", in: Namespace.atom)) ?? item.attribute("href")?.trimmed.nonEmpty
    if let link {
        let base = [item, own.first].compactMap { $0?.attribute("xml:base") }.reduce(url) {
            resolved($1, against: $0)
        }
        return resolved(link, against: base)
    }
    let isPermaLink = guid?.attribute("isPermaLink")?.trimmed.lowercased() != "false"
    return isPermaLink ? guid?.allText.trimmed.nonEmpty.flatMap { $0.contains("://") ? $0 : nil } : nil
}

/// The description of an entry's picture or film (Media RSS), by itself or in a group.
func mediaDescription(_ entry: XMLNode) -> XMLNode? {
    entry.child("description", in: Namespace.media)
        ?? (entry.child("group", in: Namespace.media) ?? entry.child("content", in: Namespace.media))?
        .child("description", in: Namespace.media)
}

private func rssCategories(_ item: XMLNode) -> [String] {
    let subjects =
        item.children("category", in: item.namespace) + item.children("subject", in: Namespace.dublinCore)
        + item.children("category", in: Namespace.iTunes)
    let terms = item.children("category", in: Namespace.atom).compactMap {
        $0.attribute("term")?.trimmed.nonEmpty
    }
    return terms
        + subjects.compactMap {
            ($0.allText.trimmed.nonEmpty ?? $0.attribute("text")?.trimmed)?.singleSpaced.nonEmpty
        }
}

/// An item's child elements, by name and vocabulary.
private struct Words {
    typealias Name = (name: String, namespace: String?)

    /// A name of the item's own vocabulary.
    static func own(_ name: String) -> Name { (name, nil) }

    private let item: XMLNode

    init(_ item: XMLNode) { self.item = item }

    /// The text of the first of the names that has any.
    func text(_ names: Name...) -> String? { first(names) { $0.allText.trimmed.nonEmpty } }

    /// The same, as plain text.
    func plain(_ names: Name...) -> String? { first(names, plainText) }

    /// The first of the names that is a date.
    func date(_ names: Name...) -> StatedTime? { first(names) { statedTime($0.allText) } }

    private func first<Result>(_ names: [Name], _ value: (XMLNode) -> Result?) -> Result? {
        for (name, namespace) in names {
            // Names of no namespace are those of the item's own vocabulary: media:title and the like are
            // captions.
            let vocabulary = namespace ?? item.namespace
            for case .element(let child) in item.contents where child.matches(name, vocabulary) {
                if let value = value(child) { return value }
            }
        }
        return nil
    }
}

/// An element's text without markup, whether that is escaped or not.
func plainText(_ node: XMLNode) -> String? {
    HTMLText.plain(node.children.isEmpty ? node.allText : node.innerMarkup).nonEmpty
}
