import Domain
import FoundationEssentials
import Loopback

/// Why the demo cannot start.
public struct DemoError: Error, CustomStringConvertible {
    /// What could not be done, and why.
    public let description: String
}

/// Serves `feeds/demo` over loopback as it stands at the demo's clock: RSS 2.0, Atom, JSON Feed and CSV, with
/// ETag, Last-Modified and 304.
final class DemoServer: Sendable {
    private struct Headline {
        let at: Instant
        let feed: String
        let title: String
    }

    private struct Price {
        let at: Instant
        let symbol: String
        let price: String
    }

    /// Entries that a document holds at most, the latest first, as publishers do.
    private static let entriesShown = 100

    let server: LoopbackServer

    /// Reads `headlines.tsv` and `prices.tsv`, whose minutes count from `start`, and listens.
    init(folder: String, start: Instant, clock: any WallClock) throws {
        let headlines = try Self.rows(folder + "/headlines.tsv").map { row in
            Headline(at: start + .seconds(row.minute * 60), feed: row.fields[0], title: row.fields[1])
        }
        let prices = try Self.rows(folder + "/prices.tsv").map { row in
            Price(at: start + .seconds(row.minute * 60), symbol: row.fields[0], price: row.fields[1])
        }
        server = try LoopbackServer { request in
            let now = clock.now()
            let known = headlines.filter { $0.at <= now }
            switch request.target {
            case "/newswire.xml":
                return Self.answer(
                    request, Self.latest(known, of: "newswire"), "application/rss+xml", Self.rss)
            case "/desk.atom":
                return Self.answer(request, Self.latest(known, of: "desk"), "application/atom+xml", Self.atom)
            case "/journal.json":
                return Self.answer(
                    request, Self.latest(known, of: "journal"), "application/feed+json", Self.json)
            case "/prices.csv":
                let shown = prices.filter { $0.at <= now }
                return Self.answer(
                    request, shown.map { Headline(at: $0.at, feed: $0.symbol, title: $0.price) }, "text/csv",
                    Self.csv)
            default: return LoopbackResponse(404)
            }
        }
    }

    private static func latest(_ headlines: [Headline], of feed: String) -> [Headline] {
        headlines.filter { $0.feed == feed }.suffix(entriesShown).reversed()
    }

    /// A document with validators that change with its content, or a 304.
    private static func answer(
        _ request: LoopbackRequest, _ rows: [Headline], _ type: String, _ render: ([Headline]) -> String
    ) -> LoopbackResponse {
        let body = Array(render(rows).utf8)
        let etag = "\"\(String(fingerprint(body), radix: 16))\""
        let modified = rows.map(\.at).max()?.dated(zone: "GMT") ?? ""
        let headers = [(name: "ETag", value: etag), (name: "Last-Modified", value: modified)]
        if request.headers["if-none-match"] == etag { return LoopbackResponse(304, headers: headers) }
        return LoopbackResponse(200, headers: headers + [(name: "Content-Type", value: type)], body: body)
    }

    private static func rss(_ rows: [Headline]) -> String {
        let items = rows.map { row in
            """
            <item><title>\(escaped(row.title))</title><link>\(link(row))</link>\
            <guid isPermaLink="false">\(identifier(row))</guid><pubDate>\(row.at.dated(zone: "GMT"))</pubDate></item>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0"><channel><title>Newswire</title><link>https://newswire.example/</link>
            <description>Invented company news</description><language>en</language>
            \(items.joined(separator: "\n"))
            </channel></rss>
            """
    }

    private static func atom(_ rows: [Headline]) -> String {
        let entries = rows.map { row in
            """
            <entry><id>urn:demo:\(identifier(row))</id><title>\(escaped(row.title))</title>\
            <link href="\(link(row))"/><updated>\(row.at.rfc3339)</updated></entry>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>urn:demo:desk</id><title>Market Desk</title>
            <updated>\(rows.first?.at.rfc3339 ?? "1970-01-01T00:00:00Z")</updated>
            \(entries.joined(separator: "\n"))
            </feed>
            """
    }

    private static func json(_ rows: [Headline]) -> String {
        let items = rows.map { row in
            // Titles of the demo hold neither quotes nor backslashes; the reader of the file refuses them.
            """
            {"id":"\(identifier(row))","url":"\(link(row))","title":"\(row.title)","date_published":"\(row.at.rfc3339)"}
            """
        }
        return """
            {"version":"https://jsonfeed.org/version/1.1","title":"The Journal","language":"en","items":[
            \(items.joined(separator: ",\n"))]}
            """
    }

    private static func csv(_ rows: [Headline]) -> String {
        (["symbol,time,price"] + rows.map { "\($0.feed),\($0.at.rfc3339),\($0.title)" }).joined(
            separator: "\n")
    }

    private static func identifier(_ row: Headline) -> String {
        String(fingerprint("\(row.at.milliseconds) \(row.title)".utf8), radix: 16)
    }

    private static func link(_ row: Headline) -> String { "https://\(row.feed).example/\(identifier(row))" }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
    }

    /// The rows of a file whose first column is a minute.
    private static func rows(_ path: String) throws -> [(minute: Int, fields: [String])] {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw DemoError(description: "the demo's file \(path) cannot be read")
        }
        return try String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3, let minute = Int(fields[0]), !line.contains("\""), !line.contains("\\")
            else {
                throw DemoError(description: "\(path): not a row of the demo: \(line)")
            }
            return (minute, Array(fields.dropFirst()))
        }
    }
}
