import Domain
import Parsing
import Testing

/// JSON of other forms than JSON Feed, read by the paths of a catalogue.
@Suite struct MappedEntriesTests {
    private static let now = Instant(seconds: 1_795_426_200)

    private func feed(_ change: (inout Feed) -> Void = { _ in }) -> Feed {
        var feed = Feed(
            id: "n", title: "N", url: "https://n.example/", kind: .news, interval: .seconds(60))
        var mapping = EntryMapping(title: "headline")
        mapping.rows = "data.news"
        mapping.id = "id"
        mapping.link = "urls.0"
        mapping.published = "at"
        mapping.summary = "text"
        mapping.categories = "symbols"
        feed.entries = mapping
        feed.pages = PageMapping(next: "next", parameter: "page", maximumPages: 5)
        feed.errorPaths = ["error"]
        change(&feed)
        return feed
    }

    private func parsed(_ body: String, _ feed: Feed) throws(ParseError) -> FeedContents {
        try parseNews(
            FeedDocument(Array(body.utf8), url: "https://n.example/", receivedAt: Self.now), of: feed)
    }

    @Test func `Entries are read by the catalogue's paths, with numbers as ids and seconds as times`() throws
    {
        let body = #"""
            {"data":{"news":[
              {"id":17,"headline":"Acme &amp; Co <b>falls</b>","urls":["https://n.example/17"],"at":1795426200,"text":"<p>One.</p><p>Two.</p>","symbols":["ACME",{"name":"retail"}]},
              {"id":"b","headline":"[Removed]"},{"id":"c"},
              {"headline":"Second","at":"20261123T093000Z"}]},"next":"t k"}
            """#
        let feed = try parsed(body, feed())
        #expect(feed.entries.map(\.title) == ["Acme & Co falls", "Second"])
        #expect(feed.entries.map(\.id) == ["17", nil])
        #expect(feed.entries.map(\.link) == ["https://n.example/17", nil])
        #expect(feed.entries.map { $0.published?.reading } == [Self.now, Self.now])
        #expect(feed.entries[0].categories == ["ACME", "retail"])
        #expect(feed.entries[0].summary == "One.\nTwo.")
        #expect(feed.nextPage == "t k")
    }

    @Test(arguments: [
        (#"{"error":"over the limit"}"#, "the source says: over the limit"),
        (#"{"error":{"message":"no key","code":401}}"#, "the source says: no key"),
        (#"{"error":["EGeneral:Too many"]}"#, "the source says: EGeneral:Too many"),
        (#"{"data":{}}"#, "the JSON has no field \"data.news\"; it has data"),
        (#"{"data":{"news":[{"title":"x"}]}}"#, "the JSON has no field \"headline\"; it has title"),
        ("<html>", "not a feed: the server sent an HTML page"),
        ("{", "malformed JSON: "),
    ])
    func `What is not a list of entries is refused with a reason`(body: String, words: String) {
        let error = #expect(throws: ParseError.self) { try parsed(body, feed()) }
        #expect(error?.description.hasPrefix(words) == true, "\(error.map(String.init(describing:)) ?? "")")
    }

    @Test func `A null error, an empty error and an empty list are accepted`() throws {
        for body in [
            #"{"error":null,"data":{"news":[]}}"#, #"{"error":[],"data":{"news":[]}}"#,
            #"{"error":"","data":{"news":[]}}"#,
        ] {
            #expect(try parsed(body, feed()).entries.isEmpty)
        }
    }

    @Test func `A dot in a key is written with a backslash`() throws {
        let feed = feed {
            var mapping = EntryMapping(title: #"05\. title"#)
            mapping.rows = "Global News"
            $0.entries = mapping
        }
        #expect(
            try parsed(#"{"Global News":[{"05. title":"Acme"}]}"#, feed).entries.map(\.title) == ["Acme"])
    }
}
