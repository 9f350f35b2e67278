import Domain
import TestSupport
import Testing

@testable import Parsing

@Suite struct MendedXMLTests {
    private func mend(_ text: String) -> String? {
        mended(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("<a><b>x</a>", "<a><b>x</b></a>"), ("<a><b>x</b></c></a>", "<a><b>x</b></a>"),
        ("<a><b><c>x</b>y</a>", "<a><b><c>x</c></b>y</a>"),
        ("<title>A<b></Title>", "<title>A<b></b></title>"),
        ("<a><br>x<br>y</a>", "<a><br>x<br>y</br></br></a>"),
        ("<a b='x'><c></a>", "<a b='x'><c></c></a>"),
        ("<a>1 < 2</a>", "<a>1 &lt; 2</a>"), ("<a b=c d>x</a>", "<a b=\"c\">x</a>"),
        ("<a b=\"x>y</a><c d=\"1\"/>", "<a b=\"x\">y</a><c d=\"1\"/>"),
        ("<a><b <c>x</c></a>", "<a>&lt;b <c>x</c></a>"),
        ("<a><item>x<item>y</item></a>", "<a><item>x</item><item>y</item></a>"),
        ("<a><!-- x</a>", "<a>&lt;!-- x</a>"),
        ("<a><!x></a>", "<a>&lt;!x></a>"), ("<a><2></a>", "<a>&lt;2></a>"),
        ("<a b='\"'c='d'/>", "<a b=\"&quot;\" c=\"d\"/>"),
    ])
    func `An end tag ends what is open inside its element`(text: String, wanted: String) {
        #expect(mend(text) == wanted)
    }

    @Test(arguments: [
        "", "x", "<a>x</a>", "<a/><b c='>'/>", "<a><![CDATA[<b></c>]]></a>", "<a><!-- <b> --></a>",
        "<?x <y> ?><a></a>",
        "<!DOCTYPE a><a b = \"'\" c='\"'>x</a>", "<a><b>cut off", "<a", "<a b=\"", "<![CDATA[ open", "<",
        "</", "<a></",
    ])
    func `What is nested, or is cut off, stays as it is`(text: String) {
        #expect(mend(text) == nil)
    }

    @Test func `A mended document needs no further mending`() {
        let pieces = [
            "<a>", "</a>", "<b>", "</b>", "<B>", "</B>", "<c x='1'>", "</c>", "<d/>", "text", "<!-- <a> -->",
            "<![CDATA[</a>]]>", " < ", "&amp;", "</x>", "<e y=\"1\">", "</e>", "<f x=\"", "\"", "<g", ">",
            "<item>", "</item>", "<!", "'",
        ]
        var random = SplitMix64(seed: 5)
        for _ in 0..<5000 {
            let soup = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            guard let once = mend(soup) else { continue }
            #expect(mend(once) == nil, "\(soup) became \(once)")
        }
    }

    @Test(arguments: [
        "<rss><channel><item><title>A</title><description>x <b>y</description></item><item><title>B</title></item></channel></rss>",
        "<rss><channel><category><item><title>A</title></item><item><title>B</title></item></channel></rss>",
        "<rss><channel><item><title>A</Title></item><item><title>B</title></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title><summary>x<br>y</summary></entry><entry><title>B</title></entry></feed>",
        "<html><body><feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title></entry><entry><title>B</title></entry></feed></body></html>",
    ])
    func `A feed with tags that do not match has all its entries`(feed: String) throws {
        #expect(try parseFeed(Array(feed.utf8)).entries.map(\.title) == ["A", "B"])
    }

    @Test func `Many comments without an end cut the document off, a few do not`()
        throws
    {
        let feed = "<rss><channel><item><title>A</title></item>"
        let comments = String(repeating: "<!--", count: 200_000)
        #expect(withoutEndlessComments(Array((feed + comments).utf8)) == Array(feed.utf8))
        #expect(try parseFeed(Array((feed + comments).utf8)).entries.map(\.title) == ["A"])
        for sound in [
            feed, feed + "<!-- a --><!-- b", feed + String(repeating: "<!-- a -->", count: 40), "-->", "",
        ] {
            #expect(withoutEndlessComments(Array(sound.utf8)) == Array(sound.utf8))
        }
    }
}
