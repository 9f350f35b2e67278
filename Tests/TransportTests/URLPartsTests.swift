import Testing

@testable import Transport

@Suite struct URLPartsTests {
    @Test(arguments: [
        ("https://a.b.example.com/x", "example.com"), ("https://news.example.co.uk/", "example.co.uk"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"), ("http://nas:81/", "nas:81"),
        ("http://[::1]:82/", "::1:82"), ("https://USER@Feeds.Example.org/", "example.org"),
    ])
    func `Servers are distinguished by their owners`(url: String, owner: String) throws {
        #expect(try #require(URLParts(url)).owner == owner)
    }

    @Test(
        arguments: [
            ("https://desk.blogspot.com/feed", "desk.blogspot.com"),
            ("https://a.news.kobe.jp/x", "a.news.kobe.jp"),
            ("https://rss.city.kobe.jp/x", "city.kobe.jp"), ("https://blogspot.com/", "blogspot.com"),
            ("https://feeds.example.gov.uk./", "example.gov.uk"),
            ("https://a.intranet.corp/", "intranet.corp"),
        ].filter { _ in PublicSuffixes.shared != nil })
    func `The public suffix list says which domain is registered, where the list is installed`(
        url: String, domain: String
    ) throws {
        #expect(try #require(URLParts(url)).registeredDomain == domain)
    }

    @Test(arguments: [("a.b.example.com", "example.com"), ("x.example.co.uk", "example.co.uk")])
    func `Without the list, a short rule applies`(host: String, domain: String) {
        #expect(URLParts.shortRule(host.split(separator: ".")) == domain)
    }

    @Test(arguments: ["ftp://a.example/", "a.example", "https://", "file:///etc/passwd"])
    func `Only http and https addresses have parts`(url: String) {
        #expect(URLParts(url) == nil)
    }
}
