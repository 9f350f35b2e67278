import Domain
import Parsing
import Testing

@Suite struct CSVQuotesTests {
    private static let now = Instant(seconds: 1_795_426_200)

    private func quotes(
        _ body: [UInt8], type: String? = nil, _ change: (inout QuoteMapping) -> Void = { _ in }
    ) throws -> [Quote] {
        var mapping = QuoteMapping(symbol: "DAX", price: "Kurs", time: "Datum")
        change(&mapping)
        let feed = Feed(
            id: "q", title: "Q", url: "https://q.example/", kind: .csv, interval: .seconds(60),
            quotes: mapping)
        return try parseQuotes(
            FeedDocument(body, url: feed.url, contentType: type, receivedAt: Self.now), of: feed)
    }

    private func prices(_ body: String, _ change: (inout QuoteMapping) -> Void = { _ in }) throws -> [Double]
    {
        try quotes(Array(body.utf8), change).map(\.price)
    }

    @Test func `The header is the first line with the names, whatever comes before and after`() throws {
        let body = "Quelle: Börse \"Frankfurt\nStand 25.11.2026\n\nDatum;Kurs\n25.11.2026;23.456,78\nEnde;\n"
        let found = try quotes(Array(body.utf8))
        #expect(
            found == [
                Quote(symbol: "DAX", price: 23456.78, currency: nil, at: Instant(seconds: 1_795_564_800))
            ])
        #expect(try prices("sep=;\r\nDatum;Kurs\r\n25.11.2026;-1,5\r\n") == [-1.5])
    }

    @Test(arguments: [",", ";", "\t", "|"]) func `The delimiter is the one with which the columns are found`(
        mark: String
    ) throws {
        #expect(try prices("Datum\(mark)Name\(mark)Kurs\n2026-11-25\(mark)\"a, b; c\"\(mark)7.5\n") == [7.5])
    }

    @Test func `A given delimiter is the only one`() throws {
        #expect(try prices("a,b|Datum,Kurs|\nDatum|Kurs\n2026-11-25|7\n") { $0.delimiter = .pipe } == [7])
        #expect(throws: ParseError.self) { try prices("Datum;Kurs\n2026-11-25;7\n") { $0.delimiter = .tab } }
    }

    @Test(
        arguments: [
            (["23.456,78", "12.345"], [23456.78, 12345]), (["1,5", "2,25"], [1.5, 2.25]),
            (["1,234.50", "999"], [1234.5, 999]), (["1.5", "1,234"], [1.5, 1234]),
            (["1'234.50", "12 345.6", "1\u{A0}000"], [1234.5, 12345.6, 1000]),
            (["1.234.567", "1.234"], [1_234_567, 1234]), (["0,123"], [0.123]), (["1,234"], [1.234]),
            (["(12,5)", "-3,5 €", "EUR 4,25"], [-12.5, -3.5, 4.25]),
            (["4.25 %", "-0.512%"], [4.25, -0.512]),
            (["12,34,567.5"], [1_234_567.5]), (["12.345"], [12.345]),
        ] as [([String], [Double])])
    func `The numbers of a column show how they are written`(texts: [String], wanted: [Double]) throws {
        let rows = texts.map { "25.11.2026;\"\($0)\"\n" }.joined()
        #expect(try prices("Datum;Kurs\n\(rows)") == wanted)
    }

    @Test func `In a table with commas a comma separates thousands, unless the catalogue says otherwise`()
        throws
    {
        #expect(try prices("Datum,Kurs\n2026-11-25,\"1,234\"\n") == [1234])
        #expect(try prices("Datum,Kurs\n2026-11-25,\"1,234\"\n") { $0.decimalMark = .comma } == [1.234])
        #expect(try prices("Datum;Kurs\n2026-11-25;12.345\n") { $0.decimalMark = .comma } == [12345])
    }

    @Test(arguments: ["1.2.3,4,5", "1,23.45.6", "abc", "12-11", "1e", "", "0x"])
    func `What is no number is no quote`(text: String) throws {
        #expect(try prices("Datum;Kurs\n25.11.2026;\"\(text)\"\n25.11.2026;7\n") == [7])
    }

    @Test func `Names are found in any case, and in the encoding of the table`() throws {
        #expect(try prices("DATUM;KURS\n25.11.2026;7\n") == [7])
        let latin = Array("Datum;Gr".utf8) + [0xF6] + Array("sse;Kurs\n25.11.2026;x;7\n".utf8)
        #expect(try quotes(latin, type: "text/csv; charset=iso-8859-1") { $0.price = "Kurs" }.count == 1)
        #expect(
            try quotes(latin) {
                $0.price = "Kurs"; $0.symbolField = nil
            }.count == 1)
    }
}
