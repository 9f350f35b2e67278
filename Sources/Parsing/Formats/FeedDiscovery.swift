import CXML

/// The addresses of the feeds that an HTML page names: `<link rel="alternate" type="application/rss+xml"
/// href="…">`.
func feedsLinked(from page: [UInt8], url: String?) -> [String] {
    HTMLText.elements(named: "link", of: page).compactMap { attributes in
        let relations = (attributes["rel"] ?? "").lowercased().split(separator: " ")
        let type = (attributes["type"] ?? "").lowercased()
        let isFeed = ["rss", "atom", "rdf", "feed+json"].contains { type.contains($0) }
        guard relations.contains("alternate") || relations.contains("feed"),
            isFeed || relations.contains("feed"),
            let href = attributes["href"]?.trimmed.nonEmpty
        else { return nil }
        return resolved(href, against: url)
    }
}
