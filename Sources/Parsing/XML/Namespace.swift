/// The vocabularies beside a feed's own.
enum Namespace {
    static let dublinCore = "http://purl.org/dc/elements/1.1/"
    static let terms = "http://purl.org/dc/terms/"
    static let content = "http://purl.org/rss/1.0/modules/content/"
    static let atom = "http://www.w3.org/2005/Atom"
    static let iTunes = "http://www.itunes.com/dtds/podcast-1.0.dtd"
    static let media = "http://search.yahoo.com/mrss/"
    static let feedBurner = "http://rssnamespace.org/feedburner/ext/1.0"
    static let syndication = "http://purl.org/rss/1.0/modules/syndication/"
    static let xhtml = "http://www.w3.org/1999/xhtml"

    private static let usual = Dictionary(
        uniqueKeysWithValues: [
            dublinCore, terms, content, atom, iTunes, media, syndication, xhtml,
        ].map { ($0, $0) })

    /// One name for the names that a vocabulary goes by: old versions, other cases, a slash more or less.
    static func canonical(_ name: String) -> String {
        // Most elements have none, or one as it should be: then the text above, for two equal texts in one
        // place are soon compared.
        if name.isEmpty { return name }
        if let usual = usual[name] { return usual }
        let lowered = name.lowercased()
        if lowered.hasPrefix("http://purl.org/dc/elements/1.") { return dublinCore }
        if lowered.hasPrefix("http://purl.org/dc/terms") { return terms }
        if lowered.hasPrefix("http://purl.org/rss/1.0/modules/content") { return content }
        if lowered.hasPrefix("http://purl.org/rss/1.0/modules/syndication") { return syndication }
        if lowered.hasPrefix("http://purl.org/atom/ns") || lowered.hasPrefix("http://www.w3.org/2005/atom") {
            return atom
        }
        if lowered.contains("itunes.com/dtds/podcast") || lowered.hasSuffix("/dtds/podcast-1.0.dtd") {
            return iTunes
        }
        if lowered.hasPrefix("http://search.yahoo.com/mrss") { return media }
        if lowered.hasPrefix("http://rssnamespace.org/feedburner/ext") { return feedBurner }
        return name
    }
}
