import Domain

// Aggregators (Google News, Yahoo, Bing, MSN) list the stories of many publishers: RSS names each with
// `<source url="…">`, Bing with `News:Source`, Atom with the title of `<source>`, others with `dc:publisher`.
// Many put the name behind the title as well, where it is neither a company nor part of the story.

/// Characters of a name; what is longer is no name.
private let longestName = 100

/// The publisher that an item of RSS or an entry of Atom names.
func publisher(of entry: XMLNode) -> Publisher? {
    let source = entry.child("source")
    let name =
        source.flatMap { $0.children.isEmpty ? plainText($0) : $0.child("title").flatMap(plainText) }
        ?? entry.child("publisher", in: Namespace.dublinCore).flatMap(plainText)
    let links = source?.children("link").compactMap { $0.attribute("href") ?? $0.allText.nonEmpty } ?? []
    let domain = (source?.attribute("url") ?? links.first).flatMap(host)
    guard let name = name ?? domain, name.count <= longestName else { return nil }
    return Publisher(name: name.singleSpaced, domain: domain)
}

/// The host of an address, in lower case, without `www.` and a port.
func host(_ address: String) -> String? {
    let address = address.trimmed
    guard let start = address.firstRange(of: "://")?.upperBound else { return nil }
    let host = address[start...].prefix { !"/?#:".contains($0) }.lowercased()
    guard host.contains("."), !host.contains("@") else { return nil }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
}

extension Entry {
    /// The entry without the name of its publisher behind the title.
    var withoutPublisherInTitle: Entry {
        guard let publisher, let title else { return self }
        let names = [publisher.name.lowercased(), publisher.domain].compactMap { $0 }
        for separator in [" - ", " – ", " — ", " | ", " · "] {
            guard let end = title.ranges(of: separator).last,
                names.contains(title[end.upperBound...].trimmed.lowercased()),
                let rest = title[..<end.lowerBound].trimmed.nonEmpty
            else { continue }
            var entry = self
            entry.title = rest
            return entry
        }
        return self
    }
}
