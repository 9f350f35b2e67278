import Domain
import Serving

/// A request that was let in.
struct Visit: Sendable {
    /// What was asked.
    let request: WebRequest
    /// The path below the base, without the suffix of the format.
    let path: [String]
    /// How the page is to be written.
    let format: Format
    /// Who asks.
    var visitor: Visitor
    /// When.
    let now: Instant
    /// The path before every address.
    let base: String

    /// The parameter of the query; nil where it is missing or empty.
    func parameter(_ name: String) -> String? {
        request.parameter(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// An address on this server.
    func link(_ path: String, _ query: [(String, String?)] = []) -> String {
        let pairs = query.compactMap { name, value in
            value.map { "\(name)=\(Self.encoded($0))" }
        }
        return base + path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    /// A text as a query or a segment of a path has it: streams and times keep their colons (RFC 3986, 3.3).
    private static func encoded(_ text: String) -> String {
        percentEncoded(text, keeping: ":")
    }

    /// The address of a stream's page.
    func link(to stream: Stream, span: Span? = nil) -> String {
        link("/streams/\(Self.encoded(stream.name))", [("span", span?.rawValue)])
    }

    /// This page with other parameters; nil takes one away.
    func link(changing changes: [(String, String?)]) -> String {
        let kept = request.query.filter { pair in
            !pair.value.isEmpty && pair.name != "done" && !changes.contains { $0.0 == pair.name }
        }
        return link("/\(encodedPath)", kept.map { ($0.name, $0.value) } + changes)
    }

    /// The path of this page without empty segments, with which a link would begin `//` and lead to another
    /// server.
    private var encodedPath: String {
        path.filter { !$0.isEmpty }.map { percentEncoded($0) }.joined(separator: "/")
    }

    /// This page in another format.
    ///
    /// - Parameter table: Which of the page's tables, for CSV; nil for the first.
    func link(as format: Format, table: String? = nil) -> String {
        let path = encodedPath
        let name = path.isEmpty ? "overview" : path
        let kept = request.query.filter { !$0.value.isEmpty && $0.name != "done" }
        return link("/\(name).\(format.rawValue)", kept.map { ($0.name, $0.value) } + [("table", table)])
    }

    /// The table that the address asks for, else the first.
    ///
    /// - Throws: `Failure.notFound` for one that the page does not have.
    func table(of tables: [Table]) throws(Failure) -> Table {
        guard let name = parameter("table") else {
            guard let first = tables.first else { throw .notFound("This page has no table.") }
            return first
        }
        guard let table = tables.first(where: { $0.name == name }) else {
            throw .notFound(
                "This page has no table \"\(name)\"; it has \(tables.map(\.name).joined(separator: ", ")).")
        }
        return table
    }

    /// The span that the address asks for.
    ///
    /// - Throws: `Failure.invalid` for one that no page has.
    func span(_ usual: Span = .day) throws(Failure) -> Span {
        guard let text = parameter("span") else { return usual }
        guard let span = Span(rawValue: text) else {
            throw .invalid("There is no span \"\(text)\"; pages show 24h, 7d, 30d or 1y.")
        }
        return span
    }
}
