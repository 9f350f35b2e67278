import Domain
import Testing

@testable import Mentions

@Suite struct RelevanceTests {
    private static let gazetteer = Gazetteer([
        Entity(symbol: "ACME", name: "Acme"),
        Entity(symbol: "BRK.B", name: "Berkshire Hathaway", aliases: ["Berkshire"]),
    ])

    private func relevances(_ text: String) -> [String: Float] {
        let words = text.split(separator: " ").map(String.init)
        return Mentions.relevances(of: Self.gazetteer.occurrences(in: TitleWords(words)), words: words.count)
    }

    @Test func `The only entity of a text has the more, the earlier it comes`() {
        #expect(relevances("ACME falls") == ["ACME": 1])
        #expect(relevances("Stocks fall as ACME sinks") == ["ACME": 0.7])
    }

    @Test func `A text is most about what it names first and most often`() throws {
        let both = relevances("ACME sues Berkshire over plant")
        #expect(try #require(both["ACME"]) > (try #require(both["BRK.B"])))
        let often = relevances("Why Berkshire left ACME and what Berkshire wants")
        #expect(try #require(often["BRK.B"]) > (try #require(often["ACME"])))
        #expect((both.values + Array(often.values)).allSatisfy { $0 > 0 && $0 <= 1 })
    }

    @Test func `A text without entities is about none`() {
        #expect(Mentions.relevances(of: [], words: 0).isEmpty)
    }
}
