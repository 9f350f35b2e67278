import Domain
import FoundationEssentials
import Parsing
import TestSupport
import Testing

@Suite struct FeedTests {
    /// Feeds with what `parse` is to say of them, in `name.golden`; `make goldens` writes those anew.
    static let fixtures: [String] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(Fixtures.root)/Tests/Fixtures/feeds"))
            ?? []
        return names.filter { !$0.hasSuffix(".golden") }.sorted()
    }()

    @Test func `There are fixtures, and no golden without one`() throws {
        let folder = "\(Fixtures.root)/Tests/Fixtures/feeds"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Self.fixtures.count >= 6)
        #expect(names.count == 2 * Self.fixtures.count)
    }

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

    @Test(arguments: [
        ("https://a.example/1", "https://a.example/1"), ("urn:uuid:1", nil), ("tag:a.example,2026:1", nil),
    ])
    func `An entry of Atom without a link has its id's address`(id: String, link: String?) throws {
        let feed =
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>\(id)</id><title>A</title></entry></feed>"
        #expect(try parseFeed(Array(feed.utf8)).entries.map(\.link) == [link])
    }

    @Test func `What a comment says begins no document`() throws {
        let feed =
            "<!-- no <!DOCTYPE html> -- here --><rss><channel><item><title>A</title></item></channel></rss>"
        #expect(try parseFeed(Array(feed.utf8)).entries.map(\.title) == ["A"])
    }

    @Test(arguments: [
        ("don&#146;t &#150; ever", "don\u{2019}t \u{2013} ever"), ("a < b", "a < b"),
        (" <!DOCTYPE ", "<!DOCTYPE"),
    ])
    func `Text is what was meant`(markup: String, text: String) throws {
        let item = "<item><description><![CDATA[\(markup)]]></description></item>"
        let feed = try parseFeed(Array("<rss><channel>\(item)</channel></rss>".utf8))
        #expect(feed.entries.map(\.summary) == [text])
    }

    @Test func `What is said of a film stands in where nothing else is said`() throws {
        let media = "xmlns:media=\"http://search.yahoo.com/mrss/\""
        let group = "<media:group><media:description>Shares slide</media:description></media:group>"
        let rss = "<rss \(media)><channel><item><title>A</title>\(group)</item></channel></rss>"
        let atom =
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" \(media)><entry><title>A</title>\(group)</entry></feed>"
        for feed in [rss, atom] {
            #expect(try parseFeed(Array(feed.utf8)).entries.map(\.summary) == ["Shares slide"])
        }
    }

    @Test(arguments: fixtures)
    func `A feed of the fixtures has the entries that its golden says`(name: String) throws {
        let feed = try parseFeed(
            try Fixtures.bytes("feeds/\(name)"), url: "https://origin.example/feeds/all.xml")
        let lines = try feed.entries.map { try jsonLine($0) + "\n" }.joined()
        #expect(lines == (try Fixtures.text("feeds/\(name).golden")))
    }

    private func titles(_ text: String, contentType: String? = nil) throws -> [String?] {
        try parseFeed(Array(text.utf8), contentType: contentType).entries.map(\.title)
    }

    @Test func `A byte order mark wins over the header, the header over the declaration`() throws {
        let latin =
            Array("<?xml version='1.0' encoding='UTF-8'?><rss><channel><item><title>caf".utf8) + [0xE9]
            + Array("</title></item></channel></rss>".utf8)
        #expect(
            try parseFeed(latin, contentType: "text/xml; charset=\"iso-8859-1\"").entries[0].title == "café")
        let marked =
            [0xEF, 0xBB, 0xBF] + Array("<rss><channel><item><title>café</title></item></channel></rss>".utf8)
        #expect(try parseFeed(marked, contentType: "text/xml; charset=iso-8859-1").entries[0].title == "café")
    }

    @Test(arguments: [
        ("windows-1251", [0xCF, 0xF0, 0xE8, 0xE1, 0xFB, 0xEB, 0xFC], "Прибыль"),
        ("koi8-r", [0xF0, 0xD2, 0xC9, 0xC2, 0xD9, 0xCC, 0xD8], "Прибыль"),
        ("shift_jis", [0x8A, 0x94, 0x89, 0xBF], "株価"), ("gb2312", [0xB9, 0xC9, 0xBC, 0xDB], "股价"),
        ("big5", [0xAA, 0xD1, 0xBB, 0xF9], "股價"), ("euc-kr", [0xC1, 0xD6, 0xB0, 0xA1], "주가"),
        ("latin1", [0x93, 0x80, 0x94], "“€”"), ("iso-8859-2", [0xA3, 0xF3, 0x64, 0xBC], "Łódź"),
        ("utf-8", [0xE9, 0x74, 0xE9], "été"), ("utf-8", [0x80, 0x31], "€1"),
        ("no-such-encoding", [0xC3, 0xA9], "é"),
        ("iso-8859-1; nonsense", [0xE9], "é"),
    ])
    func `A title is read in the encoding that is declared, or in the one that the bytes are in`(
        label: String, bytes: [UInt8], wanted: String
    ) throws {
        let tail = Array("</title></item></channel></rss>".utf8)
        let declared =
            Array("<?xml version='1.0' encoding='\(label)'?><rss><channel><item><title>".utf8) + bytes + tail
        #expect(try parseFeed(declared).entries.map(\.title) == [wanted])
        let bare = Array("<rss><channel><item><title>".utf8) + bytes + tail
        #expect(
            try parseFeed(bare, contentType: "text/xml; charset=\(label)").entries.map(\.title) == [wanted])
    }

    @Test func `A page that is no feed is refused with the feeds that it names`() {
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

    @Test func `UTF-16 is read by its byte order mark`() throws {
        let text =
            "<?xml version='1.0' encoding='UTF-16'?><rss><channel><item><title>Zürich €</title></item></channel></rss>"
        let units = Array(text.utf16)
        let little: [UInt8] =
            [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
        let big: [UInt8] =
            [0xFE, 0xFF] + units.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 255)] }
        #expect(try parseFeed(little).entries[0].title == "Zürich €")
        #expect(try parseFeed(big).entries[0].title == "Zürich €")
    }

    @Test func `Entities of the document are expanded, files are never read`() throws {
        let folder = try TemporaryFolder()
        let secret = try folder.file("secret", Array("SECRET".utf8))
        let text = """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file://\(secret)"><!ENTITY inc "Inc">]>
            <rss><channel><item><title>Acme &inc; &f;$</title></item></channel></rss>
            """
        #expect(try titles(text) == ["Acme Inc $"])
    }

    @Test func `Entities of HTML and bare ampersands are read as they were meant`() throws {
        let text =
            "<rss><channel><item><title>Smith & Sons &euro;5 &mdash; R&D &amp;amp; &#8364;&#x20AC;</title></item>"
            + "<item><title><![CDATA[a & b &euro; c]]></title></item></channel></rss>"
        #expect(try titles(text) == ["Smith & Sons €5 — R&D & €€", "a & b € c"])
    }

    @Test func `Entities that multiply do not exhaust memory`() throws {
        var text = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>"
        for level in 1...12 {
            text += "<!ENTITY a\(level) '" + String(repeating: "&a\(level - 1);", count: 10) + "'>"
        }
        text += "]><rss><channel><item><title>x &a12; y</title></item></channel></rss>"
        let found = (try? titles(text)) ?? []
        #expect(found.allSatisfy { ($0 ?? "").count < 1000 })
    }

    @Test func `Prefixes that were never declared still mean what they usually do`() throws {
        let text = "<rss><channel><item><dc:creator>Ann</dc:creator><title>T</title></item></channel></rss>"
        #expect(try parseFeed(Array(text.utf8)).entries[0].author == "Ann")
    }

    @Test func `Deep nesting is survived`() throws {
        let deep = "<rss><channel>" + String(repeating: "<item>", count: 100_000)
        _ = try? parseFeed(Array(deep.utf8))
        let json = "{\"items\":" + String(repeating: "[", count: 100_000)
        #expect(throws: ParseError.self) { try parseFeed(Array(json.utf8)) }
        let html =
            "<rss><channel><item><title><![CDATA[" + String(repeating: "<b>", count: 50_000)
            + "x]]></title></item></channel></rss>"
        _ = try? parseFeed(Array(html.utf8))
    }

    @Test(arguments: [
        ("", "the body is empty"), (" \n ", "the body is empty"),
        ("<!DOCTYPE html><html></html>", "not a feed: the server sent an HTML page"),
        ("hello", "not a feed: neither RSS, RDF, Atom, CDF nor JSON Feed; it starts with \"hello\""),
        ("{\"a\":1}", "not a feed: neither RSS, RDF, Atom, CDF nor JSON Feed; it starts with \"{\"a\":1}\""),
        ("<opml/>", "not a feed: neither RSS, RDF, Atom, CDF nor JSON Feed; it starts with \"<opml/>\""),
    ])
    func `What is no feed is refused in words`(body: String, words: String) {
        do {
            _ = try parseFeed(Array(body.utf8))
            Issue.record("\(body) was taken for a feed")
        } catch {
            #expect(error.description == words)
        }
    }

    @Test func `A feed cut off or flipped anywhere never crashes`() throws {
        var random = SplitMix64(seed: 8)
        for name in Self.fixtures {
            let bytes = try Fixtures.bytes("feeds/\(name)")
            for _ in 0..<60 {
                var changed = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
                for _ in 0..<3 where !changed.isEmpty {
                    changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(
                        in: 0...255, using: &random)
                }
                _ = try? parseFeed(changed, url: "https://x.example/")
            }
        }
    }

    @Test(arguments: [
        ("<ttl>60</ttl>", UpdateHints(seconds: 3600)), ("<ttl>soon</ttl>", UpdateHints()),
        ("<ttl>0</ttl>", UpdateHints()),
        (
            "<skipHours><hour>0</hour><hour>24</hour><hour> 7 </hour><hour>99</hour></skipHours>",
            UpdateHints(skippedHours: [0, 0, 7])
        ),
        ("<skipDays><day>Saturday</day><day>SUNDAY</day></skipDays>", UpdateHints(skippedDays: [6, 0])),
        (
            "<s:updatePeriod xmlns:s='http://purl.org/rss/1.0/modules/syndication/'>daily</s:updatePeriod><s:updateFrequency xmlns:s='http://purl.org/rss/1.0/modules/syndication/'>4</s:updateFrequency>",
            UpdateHints(seconds: 21600)
        ),
    ])
    func `A channel says when to come back`(markup: String, hints: UpdateHints) throws {
        let feed = "<rss version='2.0'><channel>\(markup)<item><title>T</title></item></channel></rss>"
        #expect(try parseFeed(Array(feed.utf8)).hints == hints)
    }
}
