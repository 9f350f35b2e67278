public import Domain

/// Why a body gave no entries or quotes.
public enum ParseError: Error, Equatable, CustomStringConvertible {
    case empty
    /// With the first characters of the body.
    case unknownFormat(start: String)
    /// A web page; the feeds are those that it links to.
    case html(feeds: [String])
    /// The right format, but broken.
    case malformed(format: String, reason: String)
    /// A feed of prices without a `quotes` section in the catalogue.
    case missingMapping(feed: String)
    /// A field that the catalogue names and the body lacks, with the fields that it has.
    case missingField(format: String, field: String, have: [String])
    /// No row with a symbol and a price.
    case noQuotes(format: String)
    /// An error in the source's own words.
    case sourceError(String)
    /// Fewer entries or quotes than the catalogue expects.
    case tooFew(Int, minimum: Int)

    /// One sentence for people, without a full stop.
    public var description: String {
        switch self {
        case .empty: "the body is empty"
        case .unknownFormat(let start):
            "not a feed: neither RSS, RDF, Atom, CDF nor JSON Feed; it starts with \"\(start)\""
        case .html(let feeds):
            "not a feed: the server sent an HTML page"
                + (feeds.isEmpty ? "" : "; its feeds are \(feeds.joined(separator: ", "))")
        case .malformed(let format, let reason): "malformed \(format): \(reason)"
        case .missingMapping(let feed): "the feed \(feed) needs a mapping of its quotes in the catalogue"
        case .missingField(let format, let field, let have):
            "the \(format) has no field \"\(field)\"; it has \(have.prefix(12).joined(separator: ", "))"
        case .noQuotes(let format): "the \(format) holds no usable quote"
        case .sourceError(let words): "the source says: \(words)"
        case .tooFew(let count, let minimum):
            "\(count) entries, where the catalogue expects at least \(minimum)"
        }
    }
}

extension ParseError {
    /// The state of a feed that sends such a body.
    public var feedState: FeedState {
        if case .html = self { .walled } else { .malformed }
    }
}
