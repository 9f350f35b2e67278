import Domain
import Parsing
import Testing

@Suite struct MarketZoneRulesTests {
    @Test(arguments: [
        (MarketZone.newYork, "2026-03-09 09:30:00", "2026-03-09T13:30:00Z"),
        (.newYork, "2026-03-06 09:30:00", "2026-03-06T14:30:00Z"),
        (.newYork, "2026-11-01 00:30:00", "2026-11-01T04:30:00Z"),
        (.newYork, "2026-11-02 09:30:00", "2026-11-02T14:30:00Z"),
        (.london, "2026-07-01 08:00:00", "2026-07-01T07:00:00Z"),
        (.centralEurope, "2026-10-25 09:00:00", "2026-10-25T08:00:00Z"),
        (.tokyo, "2026-07-01 09:00:00", "2026-07-01T00:00:00Z"),
        (.sydney, "2026-01-15 10:00:00", "2026-01-14T23:00:00Z"),
        (.newYork, "2026-03-09T09:30:00Z", "2026-03-09T09:30:00Z"),
        (.newYork, "2026-03-09T09:30:00+02:00", "2026-03-09T07:30:00Z"),
        (.newYork, "2026-03-09", "2026-03-09T00:00:00Z"),
    ])
    func `A time without a zone is that of the exchange`(zone: MarketZone, text: String, utc: String) throws {
        var mapping = QuoteMapping(symbol: "X", price: "p", time: "t")
        mapping.zone = zone
        let feed = Feed(
            id: "q", title: "Q", url: "https://q.example/", kind: .json, interval: .seconds(60),
            quotes: mapping)
        let body = Array("{\"p\":1,\"t\":\"\(text)\"}".utf8)
        let quotes = try parseQuotes(
            FeedDocument(body, url: feed.url, receivedAt: Instant(seconds: 0)), of: feed)
        #expect(quotes.map(\.at.rfc3339) == [utc])
    }
}
