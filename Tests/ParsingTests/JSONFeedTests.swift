import Domain
import Parsing
import Testing

@Suite struct JSONFeedTests {
    @Test func `Addresses in JSON are resolved against the site, and authors may be one`() throws {
        let feed = """
            {"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://site.example/news/",
             "items": [{"id": "1", "url": "a.html", "authors": {"name": "Ann"}},
                       {"id": "2", "external_url": "https://other.example/b"}]}
            """
        let entries = try parseFeed(Array(feed.utf8), url: "https://feeds.example/x.json").entries
        #expect(entries.map(\.link) == ["https://site.example/news/a.html", "https://other.example/b"])
        #expect(entries.map(\.author) == ["Ann", nil])
    }
}
