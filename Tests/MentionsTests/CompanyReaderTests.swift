import Domain
import Testing
import Tokenization

@testable import Mentions

@Suite struct CompanyReaderTests {
    private let reader = CompanyReader(
        beside: Gazetteer([
            Entity(symbol: "TSLA", name: "Tesla"),
            Entity(symbol: "GPS", name: "Gap", ambiguous: ["Gap": 0.3]),
        ]))

    private func spans(
        _ text: String, _ names: [String], _ kind: UnlistedName.Kind = .organization
    ) -> [(words: Range<Int>, kind: UnlistedName.Kind, confidence: Float)] {
        let words = Tokenizer.words(of: text)
        return names.compactMap { name in
            words.range(spelling: Tokenizer.words(of: name)).map { ($0, kind, 0.9) }
        }
    }

    private func read(_ text: String, _ names: String...) -> [String] {
        let title = Tokenizer.title(of: text)
        return reader.read(spans(text, names), in: title, beside: []).mentions.map(\.name)
    }

    @Test func `A company that no catalogue lists is a mention with its relevance`() throws {
        let text = "Zembla Foods's shares plunge as Tesla gains"
        let title = Tokenizer.title(of: text)
        let listed = [Mention(name: "Tesla", symbol: "TSLA", words: 7..<8, relevance: 0.3)]
        let found = reader.read(spans(text, ["Zembla Foods"]), in: title, beside: listed)
        let mention = try #require(found.mentions.first)
        #expect(found.mentions.count == 1 && mention.name == "Zembla Foods" && mention.symbol == nil)
        #expect(mention.words == 0..<2 && mention.relevance == 0.75)
        #expect(found.names.map(\.kind) == [.organization] && found.names[0].evidence > 3)
    }

    @Test func `What a catalogue names is not read again, even where the title means something else`() {
        #expect(read("Tesla shares rise", "Tesla").isEmpty)
        #expect(read("The Gap between rich and poor grows", "Gap").isEmpty)
    }

    @Test(arguments: [
        "Zembla shares fall - Wire Daily",
        "Shares of the lender Zembla fall by a tenth in London | Wire Daily",
    ])
    func `Who publishes a title is not read`(text: String) {
        #expect(read(text, "Zembla", "Wire Daily") == ["Zembla"])
    }

    @Test(arguments: [
        ("Justice Department sues bank", "Justice Department"), ("Labour party splits", "Labour party"),
        ("University of Leeds cuts jobs", "University of Leeds"), ("NATO agrees budget", "NATO"),
        ("Supreme Court rejects appeal", "Supreme Court"), ("IMF cuts forecast", "IMF"),
        ("The Guardian view on tax", "Guardian"), ("EU fines carmaker", "EU"),
        ("Zembla-backed fund to buy lender", "Zembla-backed"), ("Lender to cut jobs: Zembla", "Zembla"),
    ])
    func `Authorities, parties, courts, papers, descriptions and who is quoted are no companies`(
        text: String, name: String
    ) {
        #expect(read(text, name).isEmpty)
    }

    @Test func `What is no organization is told, and is no mention`() {
        let text = "Ann Zembla sues Frobozz Airlines"
        let title = Tokenizer.title(of: text)
        let all = spans(text, ["Ann Zembla"], .other) + spans(text, ["Frobozz Airlines"])
        let found = reader.read(all, in: title, beside: [])
        #expect(found.names.map(\.name) == ["Ann Zembla", "Frobozz Airlines"])
        #expect(found.names.map(\.kind) == [.other, .organization])
        #expect(found.mentions.map(\.name) == ["Frobozz Airlines"])
    }

    @Test func `What the model is not sure of is not read`() {
        let found = reader.read(
            [(0..<1, .organization, 0.4)], in: Tokenizer.title(of: "Zembla shares fall"), beside: [])
        #expect(found.names.isEmpty && found.mentions.isEmpty)
    }

    @Test(arguments: [
        ("Zembla shares plunge after raid", true), ("Carmaker Zembla to cut jobs", true),
        ("Zembla Inc names a new chief", true), ("Tesla shares plunge", false),
        ("the weather turns cold", false), ("Stocks fall in Europe", false),
        ("\u{65E5}\u{672C}\u{306E}\u{682A}\u{4FA1}", false), ("", false),
    ])
    func `A model is asked only where a title may name a company that is not listed`(
        text: String, isAsked: Bool
    ) {
        let title = Tokenizer.title(of: text)
        let gazetteer = Gazetteer([Entity(symbol: "TSLA", name: "Tesla")])
        #expect(reader.mayName(title, beside: gazetteer.mentions(in: title)) == isAsked)
    }
}
