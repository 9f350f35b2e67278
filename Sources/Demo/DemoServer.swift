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
    /// Entries that a document holds at most, the latest first, as publishers do.
    private static let entriesShown = 100

    let server: LoopbackServer

    /// Reads `headlines.tsv` and `prices.tsv`, whose minutes count from `start`, and listens.
    init(folder: String, start: Instant, clock: any WallClock) throws {
        let headlines = try Self.rows(folder + "/headlines.tsv").map { row in
            DemoHeadline(at: start + .seconds(row.minute * 60), feed: row.fields[0], title: row.fields[1])
        }
        let prices = try Self.rows(folder + "/prices.tsv").map { row in
            DemoHeadline(at: start + .seconds(row.minute * 60), feed: row.fields[0], title: row.fields[1])
        }
        server = try LoopbackServer { request in
            let now = clock.now()
            let known = headlines.filter { $0.at <= now }
            switch request.target {
            case "/newswire.xml":
                let rows = Self.latest(known, of: "newswire")
                return Self.answer(
                    request, rows, "application/rss+xml",
                    rss("Newswire", rows, language: "en", link: Self.link))
            case "/desk.atom":
                let rows = Self.latest(known, of: "desk")
                return Self.answer(request, rows, "application/atom+xml", Self.atom(rows))
            case "/journal.json":
                let rows = Self.latest(known, of: "journal")
                return Self.answer(request, rows, "application/feed+json", Self.json(rows))
            case "/prices.csv":
                let shown = prices.filter { $0.at <= now }
                return Self.answer(request, shown, "text/csv", Self.csv(shown))
            default: return LoopbackResponse(404)
            }
        }
    }

    private static func latest(_ headlines: [DemoHeadline], of feed: String) -> [DemoHeadline] {
        headlines.filter { $0.feed == feed }.suffix(entriesShown).reversed()
    }

    private static func answer(
        _ request: LoopbackRequest, _ rows: [DemoHeadline], _ type: String, _ document: String
    ) -> LoopbackResponse {
        LoopbackResponse(document, type: type, latest: rows.map(\.at).max(), to: request)
    }

    private static func atom(_ rows: [DemoHeadline]) -> String {
        let entries = rows.map { row in
            """
            <entry><id>urn:demo:\(row.identifier)</id><title>\(escaped(row.title))</title>\
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

    private static func json(_ rows: [DemoHeadline]) -> String {
        let items = rows.map { row in
            // Titles of the demo hold neither quotes nor backslashes; the reader of the file refuses them.
            """
            {"id":"\(row.identifier)","url":"\(link(row))","title":"\(row.title)","date_published":"\(row.at.rfc3339)"}
            """
        }
        return """
            {"version":"https://jsonfeed.org/version/1.1","title":"The Journal","language":"en","items":[
            \(items.joined(separator: ",\n"))]}
            """
    }

    private static func csv(_ rows: [DemoHeadline]) -> String {
        (["symbol,time,price"] + rows.map { "\($0.feed),\($0.at.rfc3339),\($0.title)" }).joined(
            separator: "\n")
    }

    private static func link(_ row: DemoHeadline) -> String {
        "https://\(row.feed).example/\(row.identifier)"
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
