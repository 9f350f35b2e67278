import Domain
import Fetching
import Testing
import Transport

@Suite struct AcceptedTypesTests {
    private func accept(_ kind: Feed.Kind, _ change: (inout Feed) -> Void = { _ in }) -> String? {
        var feed = Feed(id: "f", title: "F", url: "https://f.example/", kind: kind, interval: .seconds(600))
        change(&feed)
        return Request(feed, userAgent: "x").headers.first { $0.name == "Accept" }?.value
    }

    @Test(arguments: Feed.Kind.allCases) func `Every feed asks for its own types first and takes any last`(
        kind: Feed.Kind
    ) throws {
        let own: [Feed.Kind: String] = [
            .news: "application/rss+xml", .csv: "text/csv", .json: "application/json",
            .ecb: "application/xml",
        ]
        let types = try #require(accept(kind)).split(separator: ", ")
        #expect(types.first.map(String.init) == own[kind])
        #expect(types.last == "*/*;q=0.1")
        // Servers that know only pages answer 406 to whoever does not name them.
        #expect(types.contains { $0.hasPrefix("text/html;q=0.") })
    }

    @Test func `News in JSON of its own design is asked for as JSON`() {
        #expect(
            accept(.news) { $0.entries = EntryMapping(title: "t") }?.hasPrefix("application/json") == true)
    }

    @Test func `The catalogue's own Accept is the only one`() {
        #expect(accept(.news) { $0.headers = ["accept": "text/xml"] } == nil)
    }
}
