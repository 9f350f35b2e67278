import Testing

@testable import bellwether

@Suite struct FeedCommandTests {
    @Test func `Feeds are listed unless a subcommand says otherwise`() throws {
        #expect(try parsed("feeds", "--database", "h.db", as: ListFeeds.self).options.database == "h.db")
        #expect(try parsed("feeds", "test", "wire", as: TestFeed.self).id == "wire")
        #expect(try parsed("feeds", "pause", "wire", as: PauseFeed.self).id == "wire")
        #expect(try parsed("feeds", "resume", "wire", as: ResumeFeed.self).id == "wire")
        #expect(refusal("feeds", "pause") != nil)
    }

    @Test func `What is read comes from standard input unless a file is named`() throws {
        #expect(try parsed("feeds", "import", as: ImportFeeds.self).file == "-")
        #expect(try parsed("parse", as: Parse.self).file == "-")
        #expect(try parsed("parse", "a.xml", "--url", "https://a.example/", as: Parse.self).file == "a.xml")
        #expect(refusal("fetch") != nil)
    }
}
