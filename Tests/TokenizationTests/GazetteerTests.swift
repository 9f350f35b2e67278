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

    @Test func `A text is most about what it names first and most often`() throws {
        func relevances(_ text: String) -> [String: Float] {
            let words = text.split(separator: " ").map(String.init)
            return Mention.relevances(gazetteer.mentions(in: words), words: words.count)
        }
        #expect(relevances("ACME falls") == ["ACME": 1])
        #expect(relevances("Stocks fall as ACME sinks") == ["ACME": 0.7])
        let both = relevances("ACME sues Berkshire over plant")
        #expect(try #require(both["ACME"]) > (try #require(both["BRK.B"])))
        let often = relevances("Why Berkshire left ACME and what Berkshire wants")
        #expect(try #require(often["BRK.B"]) > (try #require(often["ACME"])))
        #expect((both.values + Array(often.values)).allSatisfy { $0 > 0 && $0 <= 1 })
        #expect(Mention.relevances([], words: 0).isEmpty)
    }

    @Test func `No words, no mentions`() {
        #expect(gazetteer.mentions(in: []).isEmpty)
    }
}
