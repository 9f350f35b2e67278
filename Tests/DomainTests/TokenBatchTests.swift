import Domain
import Testing

@Suite struct TokenBatchTests {
    /// Two texts: `Royal Mail falls` as five tokens and the frame, `up` as one.
    private var batch: TokenBatch {
        var batch = TokenBatch()
        batch.ids = [101, 1, 2, 3, 4, 5, 102, 101, 6, 102]
        batch.wordIndices = [-1, 0, 1, 1, 2, 2, -1, -1, 0, -1]
        batch.offsets = [0, 7, 10]
        batch.words = [["Royal", "Mail", "falls"], ["up"]]
        return batch
    }

    @Test func `A name is found by its words in any case`() {
        #expect(batch.words(of: 0, named: ["royal", "MAIL"]) == 0..<2)
        #expect(batch.words(of: 0, named: ["falls"]) == 2..<3)
        #expect(batch.words(of: 0, named: ["mail", "royal"]) == nil)
        #expect(batch.words(of: 1, named: ["up", "and", "away"]) == nil)
        #expect(batch.words(of: 1, named: []) == nil)
    }

    @Test func `The tokens of words are counted over the whole batch`() {
        #expect(batch.rows(of: 0, words: 0..<2) == 1..<4)
        #expect(batch.rows(of: 1, words: 0..<1) == 8..<9)
        #expect(batch.rows(of: 1, words: 3..<4) == nil)
    }
}
