import Domain
import Parsing
import Testing

@Suite struct PublishersTests {
    private func entry(_ item: String, namespaces: String = "") throws -> Entry {
        let body =
            "<rss version='2.0' \(namespaces)><channel><title>A</title><item>\(item)</item></channel></rss>"
        return try #require(try parseFeed(Array(body.utf8)).entries.first)
    }

    @Test func `Google News names the publisher, and the title ends with the story`() throws {
        let entry = try entry(
            "<title>Acme plunges after fraud probe - P1</title><source url='https://www.p1.example/rss'>P1</source>"
        )
        #expect(entry.publisher == Publisher(name: "P1", domain: "p1.example"))
        #expect(entry.title == "Acme plunges after fraud probe")
    }

    @Test(arguments: [
        ("Acme falls | The Wire", "<source url='https://wire.example'>The Wire</source>", "Acme falls"),
        ("Acme falls - wire.example", "<source url='https://wire.example'>The Wire</source>", "Acme falls"),
        ("Acme falls – the wire", "<source>The Wire</source>", "Acme falls"),
        ("Acme - the end", "<source>The Wire</source>", "Acme - the end"),
        ("The Wire", "<source>The Wire</source>", "The Wire"),
        (" - The Wire", "<source>The Wire</source>", "- The Wire"),
    ])
    func `Only the publisher's own name is cut from a title`(title: String, source: String, wanted: String)
        throws
    {
        #expect(try entry("<title>\(title)</title>\(source)").title == wanted)
    }

    @Test func `Other aggregators name publishers in words of their own`() throws {
        #expect(
            try entry(
                "<title>T</title><News:Source>MSN</News:Source>",
                namespaces: "xmlns:News='https://www.bing.com/news/search'"
            ).publisher == Publisher(name: "MSN"))
        #expect(
            try entry(
                "<title>T</title><dc:publisher>Wire</dc:publisher>",
                namespaces: "xmlns:dc='http://purl.org/dc/elements/1.1/'"
            ).publisher == Publisher(name: "Wire"))
        #expect(
            try entry("<title>T</title><source url='http://p.example:80/x'/>").publisher?.name == "p.example")
        #expect(try entry("<title>T</title><author>A</author>").publisher == nil)
        #expect(
            try entry("<title>T</title><source>\(String(repeating: "x", count: 500))</source>").publisher
                == nil)
    }

    @Test func `Atom names it with the title of the source`() throws {
        let body = """
            <feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>Acme falls - Wire</title>
            <source><title>Wire</title><link href='https://wire.example/'/></source></entry></feed>
            """
        let entry = try #require(try parseFeed(Array(body.utf8)).entries.first)
        #expect(entry.publisher == Publisher(name: "Wire", domain: "wire.example"))
        #expect(entry.title == "Acme falls")
    }
}
