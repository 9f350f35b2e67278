import Domain
import Parsing
import Testing

@Suite struct AtomTests {
    @Test(arguments: [
        ("https://a.example/1", "https://a.example/1"), ("urn:uuid:1", nil), ("tag:a.example,2026:1", nil),
    ])
    func `An Atom entry without a link takes its id's address`(id: String, link: String?) throws {
        let feed =
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>\(id)</id><title>A</title></entry></feed>"
        #expect(try parseFeed(Array(feed.utf8)).entries.map(\.link) == [link])
    }
}
