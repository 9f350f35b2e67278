extension Catalogue {
    /// A catalogue of feeds of news that nobody has tried yet, as YAML; each id is made from its title.
    public static func yaml(of feeds: [(title: String, url: String)]) -> String {
        let lines = zip(feeds, ids(for: feeds.map(\.title))).map { feed, id in
            let (title, url) = feed
            let pairs = [
                ("id", id), ("title", title), ("url", url), ("tested_on", "untested"),
            ]
            let feed = Written.mapping(pairs.map { .init(key: $0.0, value: .text($0.1)) })
            return "  - \(feed.yaml)\n"
        }
        return lines.isEmpty ? "feeds: []\n" : "feeds:\n\(lines.joined())"
    }

    /// An id for each title, each made from it and different from the others.
    public static func ids(for titles: [String]) -> [String] {
        var taken: Set<String> = []
        return titles.map { freshID(for: $0, &taken) }
    }

    /// An id that is not taken: lower-case letters and digits of a title, with hyphens between words.
    private static func freshID(for title: String, _ ids: inout Set<String>) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = words.joined(separator: "-").prefix(longestID)
        let base = slug.isEmpty ? "feed" : String(slug)
        var (id, number) = (base, 2)
        while !ids.insert(id).inserted {
            id = "\(base)-\(number)"
            number += 1
        }
        return id
    }

    /// Characters of an id that is made from a title.
    private static let longestID = 40
}
