import Domain
import Parsing
import Testing

@Suite struct QuotesTests {
    private static let now = Instant(seconds: 1_795_426_200)

    private func quotes(_ body: String, _ kind: Feed.Kind, _ mapping: QuoteMapping? = nil) throws(ParseError)
        -> [Quote]
    {
        try parseQuotes(
            FeedDocument(Array(body.utf8), url: "https://q.example/", receivedAt: Self.now),
            of: Feed(
                id: "q", title: "Q", url: "https://q.example/", kind: kind, interval: .seconds(60),
                quotes: mapping))
    }

    private let columns = QuoteMapping(symbolField: "symbol", price: "close", time: "date", currency: "USD")

    @Test func `A CSV's columns are found by name, in any order and quoted`() throws {
        let body =
            "\u{FEFF}date,name,close,symbol\r\n2026-11-20,\"Acme, \"\"the\"\" one\",10.5,ACME\r\n2026-11-20,Bell,-,BELL\n,Cat,3,CAT"
        #expect(
            try quotes(body, .csv, columns) == [
                Quote(symbol: "ACME", price: 10.5, currency: "USD", at: Instant(seconds: 1_795_132_800)),
                Quote(symbol: "CAT", price: 3, currency: "USD", at: Self.now),
            ])
    }

    @Test func `Short rows and what is no number are skipped; prices may be zero and below`() throws {
        let body =
            "symbol,date,close\nACME\nBELL,2026-11-20,0\nCAT,2026-11-20,-1\nDOG,2026-11-20,1e999\nELK,2026-11-20,n/a\n"
        #expect(try quotes(body, .csv, columns).map(\.price) == [0, -1])
    }

    @Test func `Zero means no price only where the catalogue says so`() throws {
        var mapping = columns
        mapping.isZeroMissing = true
        let body = "symbol,date,close\nBELL,2026-11-20,0\nCAT,2026-11-20,-0.512\n"
        #expect(try quotes(body, .csv, mapping).map(\.price) == [-0.512])
    }

    @Test func `Power and yields below zero are prices`() throws {
        let body = "t,eur\n2026-11-25T00:00Z,12.5\n2026-11-25T01:00Z,-85.27\n2026-11-25T02:00Z,0\n"
        let power = QuoteMapping(symbol: "DE-LU", price: "eur", time: "t", currency: "EUR")
        #expect(try quotes(body, .csv, power).map(\.price) == [12.5, -85.27, 0])
        let yields = QuoteMapping(rows: "y", symbolField: "n", price: "v")
        #expect(
            try quotes(
                #"{"y":[{"n":"DE2Y","v":-0.512},{"n":"DE10Y","v":"-0,5"},{"n":"CH","v":"−0.7"}]}"#, .json,
                yields
            )
            .map(\.price) == [-0.512, -0.7])
    }

    @Test(arguments: [
        "NaN", "nan", "Infinity", "-Infinity", "None", "undefined", "nil", "", "1e999", "null",
    ])
    func `What programs write for nothing costs a row, not the body`(value: String) throws {
        let mapping = QuoteMapping(rows: "d", symbolField: "s", price: "p")
        let body = #"{"d":[{"s":"A","p":\#(value),"q":1},{"s":"B","p":5,"q":\#(value)}]}"#
        #expect(try quotes(body, .json, mapping).map(\.symbol) == ["B"])
    }

    @Test(arguments: [
        #"{"d":[{"s":"A","p":5,},],}"#, #"{'d':[{'s':'A','p':5}]}"#, #"{d:[{s:"A",p:+5}]}"#,
        "{\"d\":[{\"s\":\"A\",\"p\":5,\"note\":\"two\nlines, NaN\"}]}", #"{"d":[{"s":"A","p":5,"x":True}]}"#,
        "\u{FEFF}{\"d\":[{\"s\":\"A\",\"p\":5}]}",
    ])
    func `JSON as programs write it is read`(body: String) throws {
        let mapping = QuoteMapping(rows: "d", symbolField: "s", price: "p")
        #expect(try quotes(body, .json, mapping).map(\.price) == [5])
    }

    @Test func `A broken JSON says where it breaks`() {
        #expect(throws: ParseError.self) {
            try quotes(
                #"{"d":[{"s":"A","p":5}"#, .json, QuoteMapping(rows: "d", symbolField: "s", price: "p"))
        }
    }

    @Test func `JSON is read by paths, through arrays and strings`() throws {
        let body =
            #"{"data":{"rows":[{"s":"BTC","p":["x","97000.5"],"t":1795426200000},{"s":"ETH","p":[0,3000]},{"s":7}]}}"#
        let mapping = QuoteMapping(
            rows: "data.rows", symbolField: "s", price: "p.1", time: "t", currency: "USD")
        #expect(
            try quotes(body, .json, mapping) == [
                Quote(symbol: "BTC", price: 97000.5, currency: "USD", at: Self.now),
                Quote(symbol: "ETH", price: 3000, currency: "USD", at: Self.now),
            ])
    }

    @Test func `A document may be the one row`() throws {
        let mapping = QuoteMapping(symbol: "X", price: "price")
        #expect(try quotes(#"{"price":"2.5"}"#, .json, mapping).map(\.price) == [2.5])
    }

    @Test func `A missing column is reported with the columns that exist`() {
        #expect(throws: ParseError.missingField(format: "CSV", field: "close", have: ["symbol", "last"])) {
            try quotes("symbol,last\nA,1\n", .csv, columns)
        }
        #expect(throws: ParseError.missingField(format: "JSON", field: "price", have: ["error"])) {
            try quotes(#"{"error":"limit"}"#, .json, QuoteMapping(symbol: "X", price: "price"))
        }
    }

    @Test(arguments: ["", "<html></html>", "symbol,date,close\n", "nothing"])
    func `A CSV without a usable row is refused`(body: String) {
        #expect(throws: ParseError.self) { try quotes(body, .csv, columns) }
    }

    private func price(_ body: String, _ change: (inout QuoteMapping) -> Void) throws -> Quote {
        var mapping = QuoteMapping(symbol: "X", price: "p", time: "t", currency: "GBP")
        change(&mapping)
        let feed = Feed(
            id: "q", title: "Q", url: "https://q.example/", kind: .json, interval: .seconds(60),
            quotes: mapping)
        let quotes = try parseQuotes(
            FeedDocument(Array(body.utf8), url: feed.url, receivedAt: Self.now), of: feed)
        return try #require(quotes.first)
    }

    @Test func `Prices in hundredths, inverse rates and numbers as people write them`() throws {
        #expect(try price(#"{"p":"52.5"}"#) { $0.unit = 0.01 }.price == 0.525)
        #expect(try price(#"{"p":0.8}"#) { $0.isInverse = true }.price == 1.25)
        #expect(try price(#"{"p":"$1,315.44"}"#) { _ in }.price == 1315.44)
        #expect(throws: ParseError.self) { try price(#"{"p":"1,5"}"#) { _ in } }
        #expect(throws: ParseError.self) { try price(#"{"p":"N/D"}"#) { _ in } }
        #expect(throws: ParseError.self) { try price(#"{"p":0}"#) { $0.isInverse = true } }
    }
}
