import Domain
import Testing
import Tokenization

@Suite struct GazetteerTests {
    let gazetteer = Gazetteer([
        Entity(symbol: "ACME", name: "Acme", aliases: ["Acme Corp", "ACM"]),
        Entity(symbol: "ALL", name: "Allstate Insurance"),
        Entity(symbol: "BRK.B", name: "Berkshire Hathaway", aliases: ["Berkshire"]),
    ])

    @Test func `The longest name wins and case does not matter`() {
        let mentions = gazetteer.mentions(in: ["acme", "Corp", "beats", "BERKSHIRE"])
        #expect(mentions == [Mention(symbol: "ACME", words: 0..<2), Mention(symbol: "BRK.B", words: 3..<4)])
    }

    @Test func `A name in capitals matches capitals alone`() {
        #expect(gazetteer.mentions(in: ["ACM", "falls"]).map(\.symbol) == ["ACME"])
        #expect(gazetteer.mentions(in: ["acm", "falls"]).isEmpty)
    }

    @Test func `A symbol counts behind a dollar sign only`() {
        #expect(gazetteer.mentions(in: ["$", "ALL", "falls"]).map(\.symbol) == ["ALL"])
        #expect(gazetteer.mentions(in: ["ALL", "fall"]).isEmpty)
        #expect(gazetteer.mentions(in: ["$"]).isEmpty)
    }

    @Test func `No words, no mentions`() {
        #expect(gazetteer.mentions(in: []).isEmpty)
    }
}
