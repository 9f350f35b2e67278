import Domain
import FoundationEssentials
import Parsing
import TestSupport
import Testing

@Suite struct FeedParserTests {
    /// Feeds with what `parse` prints for them, in `name.golden`; `make goldens` writes those again.
    static let fixtures: [String] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(Fixtures.root)/Tests/Fixtures/feeds"))
            ?? []
        return names.filter { !$0.hasSuffix(".golden") }.sorted()
    }()

    @Test func `There are fixtures, and every golden file has one`() throws {
        let folder = "\(Fixtures.root)/Tests/Fixtures/feeds"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Self.fixtures.count >= 6)
        #expect(names.count == 2 * Self.fixtures.count)
    }

    @Test func `Nothing inside a comment begins a document`() throws {
        let feed =
            "<!-- no <!DOCTYPE html> -- here --><rss><channel><item><title>A</title></item></channel></rss>"
        #expect(try parseFeed(Array(feed.utf8)).entries.map(\.title) == ["A"])
    }

    @Test(arguments: [
        ("don&#146;t &#150; ever", "don\u{2019}t \u{2013} ever"), ("a < b", "a < b"),
        (" <!DOCTYPE ", "<!DOCTYPE"),
    ])
    func `Character references of windows-1252 are read as they were meant`(markup: String, text: String)
        throws
    {
        let item = "<item><description><![CDATA[\(markup)]]></description></item>"
        let feed = try parseFeed(Array("<rss><channel>\(item)</channel></rss>".utf8))
        #expect(feed.entries.map(\.summary) == [text])
    }

    @Test func `The description of a film replaces a missing summary`() throws {
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
    func `Each fixture has the entries of its golden file`(name: String) throws {
        let feed = try parseFeed(
            try Fixtures.bytes("feeds/\(name)"), url: "https://origin.example/feeds/all.xml")
        let lines = try feed.entries.map { try jsonLine($0) + "\n" }.joined()
        #expect(lines == (try Fixtures.text("feeds/\(name).golden")))
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
    func `What is not a feed is refused with a reason`(body: String, words: String) {
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
}
