import Domain
import Testing
import Tokenization

@testable import Mentions

@Suite struct PublisherTests {
    private let gazetteer = Gazetteer([
        Entity(symbol: "SPGI", name: "S&P Global", isAnalyst: true),
        Entity(symbol: "INTC", name: "Intel"), Entity(symbol: "KO", name: "Coca-Cola"),
        Entity(symbol: "GS", name: "Goldman Sachs", isAnalyst: true),
        Entity(symbol: "TSLA", name: "Tesla"), Entity(symbol: "TRI", name: "Reuters"),
    ])

    private func mentions(_ text: String) -> [Mention] {
        gazetteer.mentions(in: Tokenizer.title(of: text))
    }

    @Test(arguments: [
        "Local lender fails after deposit run - S&P Global", "Chip maker fraud probe | Intel Newsroom",
        "Lender fails \u{2014} Reuters", "Lender fails (Reuters)", "Lender fails, via Reuters",
        "Lender fails - S&P Global - Reuters", "Intel Newsroom: a new campus opens", "REUTERS | Lender fails",
    ])
    func `Who publishes a title is no mention`(text: String) {
        #expect(mentions(text).isEmpty)
    }

    @Test(arguments: [
        ("Shares fall at Coca-Cola", "KO"), ("Lender fails - Tesla sues", "TSLA"),
        ("Strike at non-Tesla plant - Tesla shares rise", "TSLA"), ("Engineers quit Intel", "INTC"),
        ("Is this the end? Tesla - a history", "TSLA"),
    ])
    func `A company at the end, or before a dash, is a mention`(text: String, symbol: String) {
        #expect(mentions(text).map(\.symbol) == [symbol])
    }

    @Test(arguments: [
        "Goldman Sachs says Tesla will fall", "Tesla cut to sell at Goldman Sachs",
        "Goldman Sachs downgrades Tesla", "Tesla to miss deliveries, says Goldman Sachs",
    ])
    func `An analyst house that speaks of others has little relevance`(text: String) throws {
        let found = mentions(text)
        #expect(try #require(found.first { $0.symbol == "GS" }).relevance <= 0.05)
        #expect(try #require(found.first { $0.symbol == "TSLA" }).relevance > 0.3)
    }

    @Test(arguments: [
        "Goldman Sachs cuts 500 jobs", "Goldman Sachs profit falls", "Regulator fines Goldman Sachs",
    ])
    func `News of the house itself is about it`(text: String) throws {
        #expect(try #require(mentions(text).first).relevance > 0.4)
    }
}
