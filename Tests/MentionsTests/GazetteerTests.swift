import Domain
import Testing

@testable import Mentions

@Suite struct GazetteerTests {
    let gazetteer = Gazetteer([
        Entity(symbol: "ACME", name: "Acme", aliases: ["Acme Corp", "ACM"]),
        Entity(symbol: "ALL", name: "Allstate Insurance"),
        Entity(symbol: "BRK.B", name: "Berkshire Hathaway", aliases: ["Berkshire"]),
    ])

    @Test func `The longest name wins and case does not matter`() {
        let found = gazetteer.occurrences(in: TitleWords(["acme", "Corp", "beats", "BERKSHIRE"]))
        #expect(
            found == [Occurrence(symbol: "ACME", words: 0..<2), Occurrence(symbol: "BRK.B", words: 3..<4)])
    }

    @Test func `A name in capitals matches capitals alone`() {
        #expect(gazetteer.mentions(in: TitleWords(["ACM", "falls"])).map(\.symbol) == ["ACME"])
        #expect(gazetteer.mentions(in: TitleWords(["acm", "falls"])).isEmpty)
    }

    @Test func `A symbol counts behind a dollar sign only`() {
        #expect(
            gazetteer.mentions(in: TitleWords(["$", "ALL", "falls"], isSpaced: [true, false])).map(\.symbol)
                == ["ALL"])
        #expect(gazetteer.mentions(in: TitleWords(["ALL", "fall"])).isEmpty)
        #expect(gazetteer.mentions(in: TitleWords(["$"])).isEmpty)
    }

    @Test func `An entity is mentioned once, by its first occurrence`() {
        let words = ["ACM", "sues", "Berkshire", ";", "Acme", "Corp", "falls"]
        let mentions = gazetteer.mentions(in: TitleWords(words))
        #expect(mentions.map(\.name) == ["Acme", "Berkshire Hathaway"])
        #expect(mentions.map(\.words) == [0..<1, 2..<3])
        #expect(mentions.map(\.relevance) == relevances(of: mentions, in: words))
    }

    private func relevances(of mentions: [Mention], in words: [String]) -> [Float] {
        let all = Mentions.relevances(of: gazetteer.occurrences(in: TitleWords(words)), words: words.count)
        return mentions.map { $0.symbol.flatMap { all[$0] } ?? 0 }
    }

    @Test func `An apostrophe of either form is one`() {
        let gazetteer = Gazetteer([Entity(symbol: "MCO", name: "Moody's")])
        for words in [["Moody", "'", "s"], ["Moody", "\u{2019}", "s"]] {
            #expect(gazetteer.mentions(in: TitleWords(words + ["warns"])).map(\.symbol) == ["MCO"])
        }
    }

    @Test func `A model's probability of a span is one more piece of evidence`() {
        let gazetteer = Gazetteer([Entity(symbol: "TGT", name: "Target", ambiguous: ["Target": 0.3])])
        let title = TitleWords(["Target", "again"])
        #expect(gazetteer.mentions(in: title).isEmpty)
        #expect(gazetteer.mentions(in: title) { _ in 0.95 }.map(\.symbol) == ["TGT"])
        #expect(gazetteer.mentions(in: title) { _ in 0.05 }.isEmpty)
    }

    @Test func `No words, no mentions`() {
        #expect(gazetteer.mentions(in: TitleWords([])).isEmpty)
    }
}
