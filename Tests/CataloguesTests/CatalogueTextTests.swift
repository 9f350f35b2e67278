import Domain
import TestSupport
import Testing

@testable import Catalogues

@Suite struct CatalogueTextTests {
    @Test func `Feeds become a catalogue that reads back, each with an id of its own`() throws {
        let text = Catalogue.yaml(of: [
            ("Markets: \"today\"", "https://a.example/?a=1&b=2#c"), ("Markets, today", "http://b.example/"),
            ("市場", "https://c.example/"),
        ])
        let folder = try TemporaryFolder()
        let path = try folder.file("c.yaml", Array(text.utf8))
        let feeds = try Catalogue.read(path).feeds
        #expect(feeds.map(\.id) == ["markets-today", "markets-today-2", "feed"])
        #expect(feeds.map(\.title) == ["Markets: \"today\"", "Markets, today", "市場"])
        #expect(feeds[0].url == "https://a.example/?a=1&b=2#c")
        #expect(Catalogue.yaml(of: []) == "feeds: []\n")
    }
}
