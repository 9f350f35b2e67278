import Domain
import Loopback

/// A headline that a demo's server publishes; for prices, a symbol with its price.
struct DemoHeadline: Sendable {
    let at: Instant
    let feed: String
    let title: String

    /// The same at every request, and different for any two headlines.
    var identifier: String { String(fingerprint("\(at.milliseconds) \(title)".utf8), radix: 16) }
}

extension LoopbackResponse {
    /// A document with validators that change with its content, or a 304.
    ///
    /// - Parameter latest: When the latest of its entries was published.
    init(_ document: String, type: String, latest: Instant?, to request: LoopbackRequest) {
        let body = Array(document.utf8)
        let etag = "\"\(String(fingerprint(body), radix: 16))\""
        let headers = [
            (name: "ETag", value: etag), (name: "Last-Modified", value: latest?.dated(zone: "GMT") ?? ""),
        ]
        guard request.headers["if-none-match"] != etag else {
            self.init(304, headers: headers)
            return
        }
        self.init(200, headers: headers + [(name: "Content-Type", value: type)], body: body)
    }
}

/// RSS 2.0 of some headlines.
///
/// - Parameters:
///   - language: As RFC 5646 has it; nil where nobody knows.
///   - link: The address of a headline's article; nil for none.
func rss(
    _ title: String, _ rows: some Sequence<DemoHeadline>, language: String? = nil,
    link: (DemoHeadline) -> String?
) -> String {
    let items = rows.map { row in
        """
        <item><title>\(escaped(row.title))</title>\(link(row).map { "<link>\($0)</link>" } ?? "")\
        <guid isPermaLink="false">\(row.identifier)</guid><pubDate>\(row.at.dated(zone: "GMT"))</pubDate></item>
        """
    }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0"><channel><title>\(escaped(title))</title><link>https://newswire.example/</link>
        <description>Headlines of a demo</description>\(language.map { "<language>\($0)</language>" } ?? "")
        \(items.joined(separator: "\n"))
        </channel></rss>
        """
}

/// A text as XML has it: without what it may not hold (XML 1.0, 2.2), and with what it must escape.
func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\t", " ": result += " "
        case let scalar where scalar.value < 0x20 || [0xFFFE, 0xFFFF].contains(scalar.value): continue
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
