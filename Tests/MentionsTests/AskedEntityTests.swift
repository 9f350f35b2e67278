import Domain
import Mentions
import Testing

@Suite struct AskedEntityTests {
    private static let gazetteer = Gazetteer([
        Entity(symbol: "ACME", name: "Acme", aliases: ["Acme Corp"]),
        Entity(symbol: "BRK.B", name: "Berkshire Hathaway", aliases: ["Berkshire"]),
    ])

    private func mentions(of name: String, in text: String) -> [Mention] {
        let words = name.split(separator: " ").map(String.init)
        return AskedEntity(name, words: words, among: Self.gazetteer)
            .mentions(in: TitleWords(text.split(separator: " ").map(String.init)))
    }

    @Test func `A listed name comes first, with its symbol, and once`() {
        let mentions = mentions(of: "berkshire", in: "Acme sues Berkshire")
        #expect(mentions.map(\.name) == ["berkshire", "Acme"])
        #expect(mentions.map(\.symbol) == ["BRK.B", "ACME"])
        #expect(mentions.map(\.words) == [2..<3, 0..<1])
    }

    @Test func `An unlisted name counts as one more occurrence`() {
        let mentions = mentions(of: "Zenith", in: "Zenith sues Acme")
        #expect(mentions.map(\.symbol) == [nil, "ACME"])
        #expect(mentions.first?.relevance == 0.75)
    }

    @Test func `A name that the text does not have stands for the whole text, which is not about it`() {
        let mentions = mentions(of: "Zenith", in: "Acme falls again")
        #expect(mentions.first == Mention(name: "Zenith", symbol: nil, words: 0..<3, relevance: 0))
        #expect(mentions.count == 2)
    }
}
