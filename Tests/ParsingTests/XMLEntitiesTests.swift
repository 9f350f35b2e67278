import Domain
import Parsing
import TestSupport
import Testing

@Suite struct XMLEntitiesTests {
    private func titles(_ text: String) throws -> [String?] {
        try parseFeed(Array(text.utf8)).entries.map(\.title)
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

    @Test func `Undeclared prefixes have their usual meaning`() throws {
        let text = "<rss><channel><item><dc:creator>Ann</dc:creator><title>T</title></item></channel></rss>"
        #expect(try parseFeed(Array(text.utf8)).entries[0].author == "Ann")
    }
}
