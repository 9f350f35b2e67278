public import Domain

extension Feed {
    /// The value of `Accept` that the feed is asked for with: its own types first, as browsers and feed
    /// readers send it.
    ///
    /// Some servers give a web page to whoever does not name feeds, others answer 406 to whoever does not
    /// name pages.
    public var acceptedTypes: String {
        switch kind {
        case .news where entries != nil: "application/json, text/json;q=0.9, text/html;q=0.5, */*;q=0.1"
        case .news:
            """
            application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, \
            application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1
            """
        case .csv:
            "text/csv, application/csv, text/plain;q=0.9, application/octet-stream;q=0.5, text/html;q=0.2, */*;q=0.1"
        case .json: "application/json, text/json;q=0.9, text/plain;q=0.8, text/html;q=0.2, */*;q=0.1"
        case .ecb: "application/xml, text/xml, text/html;q=0.2, */*;q=0.1"
        }
    }
}
