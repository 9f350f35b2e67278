import Domain
import Parsing
import Testing

@Suite struct ECBRatesTests {
    private func rates(_ body: String) throws(ParseError) -> [Quote] {
        let feed = Feed(
            id: "ecb", title: "ECB", url: "https://e.example/", kind: .ecb, interval: .seconds(60))
        return try parseQuotes(
            FeedDocument(Array(body.utf8), url: feed.url, receivedAt: Instant(seconds: 1_795_426_200)),
            of: feed)
    }

    @Test func `The ECB's reference rates are one euro in each currency`() throws {
        let body = """
            <?xml version="1.0" encoding="UTF-8"?>
            <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
            <gesmes:subject>Reference rates</gesmes:subject><Cube><Cube time='2026-11-20'>
            <Cube currency='USD' rate='1.0525'/><Cube currency='JPY' rate='162.5'/><Cube currency='ISK' rate='N/A'/>
            </Cube></Cube></gesmes:Envelope>
            """
        let day = Instant(seconds: 1_795_132_800)
        #expect(
            try rates(body) == [
                Quote(symbol: "EUR/USD", price: 1.0525, currency: "USD", at: day),
                Quote(symbol: "EUR/JPY", price: 162.5, currency: "JPY", at: day),
            ])
    }

    @Test(arguments: ["", "<rss/>", "<Envelope/>", "[]"])
    func `What does not hold rates is refused`(body: String) {
        #expect(throws: ParseError.self) { try rates(body) }
    }
}
