import Parsing
import Testing

@Suite struct FeedDiscoveryTests {
    @Test func `A page that is not a feed is refused with the feeds that it names`() {
        let page = """
            <!DOCTYPE html><html><head><link rel="stylesheet" href="a.css">
            <link rel="alternate" type="application/rss+xml" href="/rss.xml">
            <LINK REL="alternate" TYPE="application/atom+xml" HREF="https://other.example/atom"></head></html>
            """
        #expect(
            throws: ParseError.html(feeds: ["https://news.example/rss.xml", "https://other.example/atom"])
        ) {
            try parseFeed(Array(page.utf8), url: "https://news.example/today/")
        }
        #expect(
            ParseError.html(feeds: ["https://a.example/f"]).description
                == "not a feed: the server sent an HTML page; its feeds are https://a.example/f")
    }
}
