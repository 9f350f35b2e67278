import Domain
import Testing

@Suite struct PhraseTests {
    @Test(arguments: [
        ("covenant breach", "Acme reports a Covenant Breach at its lender", true),
        ("covenant breach", "Breach of covenant at Acme", false),
        ("covenant breach", "Covenant-breach fears weigh on Acme", true),
        ("restat*", "Acme to restate three years", true), ("restat*", "Acme's restatement", true),
        ("ban", "Bank shares fall", false), ("ban", "EU ban, at last", true), ("ban", "Ban", true),
        ("下滑", "阿里巴巴净利润下滑六成", true), ("リコール", "トヨタがリコールを発表", true),
        ("two words more", "two words", false),
    ])
    func `A phrase matches whole words that follow one another, in any case`(
        phrase: String, text: String, isMatch: Bool
    ) throws {
        #expect(try #require(Phrase(phrase)).matches(text) == isMatch)
    }

    @Test(arguments: ["", " ", "*", "- !"]) func `A phrase has words`(text: String) {
        #expect(Phrase(text) == nil)
    }
}
