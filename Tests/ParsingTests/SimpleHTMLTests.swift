import Domain
import TestSupport
import Testing

@testable import Parsing

@Suite struct SimpleHTMLTests {
    @Test(arguments: [
        (
            "<p>Orders <b>fell</b> &#8212; AT&amp;T &amp; others</p><p>More</p>",
            "Orders fell \u{2014} AT&T & others\nMore"
        ),
        ("Johnson & Johnson, AT&T &c", "Johnson & Johnson, AT&T &c"),
        ("<ul><li>one<li>two</ul>three<br/>four", "one\ntwo\nthree\nfour"),
        ("<a href=\"https://x.example/?a=1&b=2\">here</a>\nand&nbsp;there", "here and there"),
        ("&lt;b&gt; is no tag", "<b> is no tag"), ("<p class='lead' data-x=\"a > b\">quoted</p>", "quoted"),
    ])
    func `Plain fragments need no parser`(fragment: String, text: String) {
        #expect(SimpleHTML.plain(fragment) == text)
    }

    @Test(arguments: [
        "<script>x()</script>y", "a < b", "<!-- c -->x", "<td>cell</td>", "<b><i>x</b></i>", "x</p>",
        "&#150;", "&#x;", "&#65", "&unknown;", "<p", "<p title=\"", "<p title=a\"b>x</p>", "</br>",
        "<x:y>z</x:y>", "\0<p>",
        "<p<b>x</b>",
    ])
    func `What a parser would have to repair is left to the parser`(fragment: String) {
        #expect(SimpleHTML.plain(fragment) == nil)
    }

    @Test func `The text equals the parser's for every fragment`() {
        let pieces = [
            "<p>", "</p>", "<b>", "</b>", "<br>", "<br/>", "<ul>", "</ul>", "<li>", "</li>", "<div>",
            "</div>", "<h1>",
            "</h1>", "<a href='u'>", "</a>", "<img src=\"x\" alt=\"y\">", "<hr />", "<blockquote>",
            "</blockquote>", "word",
            " ", "\n", "\t", "&amp;", "&nbsp;", "&eacute;", "&#8364;", "&#x20AC;", "&", "&x", "&x;", "<", ">",
            "\"", "'", ";",
            "\u{E9}", "\u{1F4C9}", "<em>", "</em>", "<span class=\"a b\">", "</span>", "<table>", "<td>",
            "<ol>", "</ol>",
            "<P>", "</P>", "<LI>", "&lt;", "&gt;", "&quot;", "&apos;", "<code>", "</code>", "<hr>",
            "<font color=red>", "</font>",
        ]
        var random = SplitMix64(seed: 11)
        var simple = 0
        for _ in 0..<20_000 {
            let fragment = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            guard let plain = SimpleHTML.plain(fragment) else { continue }
            simple += 1
            #expect(plain == HTMLText.parsed(fragment), "\(fragment.debugDescription)")
        }
        #expect(simple > 2000, "enough of them are plain: \(simple)")
    }
}
