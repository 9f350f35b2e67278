import TestSupport
import Testing
import Tokenization

@Suite struct WrittenLanguageTests {
    @Test func `Headlines of other languages are told`() throws {
        let rows = try Fixtures.rootText("Tests/Fixtures/language/foreign.tsv").split(separator: "\n")
            .map { $0.split(separator: "\t") }
        #expect(rows.count > 90)
        let missed = rows.filter { WrittenLanguage.of(String($0[1])) == "en" }
        #expect(Double(missed.count) <= 0.05 * Double(rows.count), "\(missed)")
        let named = rows.count { WrittenLanguage.of(String($0[1])) == $0[0] }
        #expect(Double(named) >= 0.85 * Double(rows.count), "\(named) of \(rows.count)")
    }

    @Test func `English headlines are English, with foreign names too`() throws {
        let rows = try Fixtures.rootText("Tests/Fixtures/mentions/ambiguous.tsv").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: "\t").last.map(String.init) }
        #expect(rows.filter { WrittenLanguage.of($0) != "en" }.isEmpty)
        let names = [
            "Société Générale to cut 900 jobs", "Crédit Agricole beats forecasts", "Nestlé",
            "Deutsche Boerse buys Danish fund firm", "L'Oréal sales slow in China",
            "Banco do Brasil profit falls",
            "Alibaba (阿里巴巴) shares fall in Hong Kong after results",
            "US CPI (YoY) Jun: 9.1% (est. 8.8%, prev. 8.6%)",
            "$AAPL $DAL $EL $DE", "De La Rue issues profit warning", "", "3M", "STOCKS SLIDE AS FED HOLDS",
        ]
        for name in names { #expect(WrittenLanguage.of(name) == "en", "\(name)") }
    }
}
