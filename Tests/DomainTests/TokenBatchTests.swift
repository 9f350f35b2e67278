import Domain
import Testing

@Suite struct TokenBatchTests {
    /// Two texts: `Royal Mail falls` as five tokens and the frame, `up` as one.
    private var batch: TokenBatch {
        var batch = TokenBatch()
        for word in [0..<5, 6..<10, 11..<16] { _ = batch.append(word: word) }
        for (id, word) in zip([101, 1, 2, 3, 4, 5, 102], [-1, 0, 1, 1, 2, 2, -1]) {
            batch.append(Int32(id), word: Int32(word))
        }
        batch.end("Royal Mail falls")
        _ = batch.append(word: 1..<3)
        for (id, word) in zip([101, 6, 102], [-1, 0, -1]) { batch.append(Int32(id), word: Int32(word)) }
        batch.end(" up")
        return batch
    }

    @Test func `A name is found by its words in any case`() {
        #expect(batch.words(of: 0, named: ["royal", "MAIL"]) == 0..<2)
        #expect(batch.words(of: 0, named: ["falls"]) == 2..<3)
        #expect(batch.words(of: 0, named: ["mail", "royal"]) == nil)
        #expect(batch.words(of: 1, named: ["up", "and", "away"]) == nil)
        #expect(batch.words(of: 1, named: []) == nil)
    }

    @Test func `Words are cut out of the text as it writes them`() {
        #expect(batch.words(of: 0) == ["Royal", "Mail", "falls"])
        #expect(batch.words(of: 1) == ["up"])
        #expect(batch.wordCount(of: 0) == 3)
    }

    @Test func `A text cut short keeps its first tokens and its last`() {
        let cut = batch.truncated(to: 4)
        #expect(cut.ids == [101, 1, 2, 102, 101, 6, 102])
        #expect(cut.words(of: 0) == ["Royal", "Mail", "falls"])
        #expect(cut.range(of: 1) == 4..<7)
        #expect(batch.truncated(to: 7) == batch)
    }

    @Test func `The tokens of words are counted over the whole batch`() {
        #expect(batch.rows(of: 0, words: 0..<2) == 1..<4)
        #expect(batch.rows(of: 1, words: 0..<1) == 8..<9)
        #expect(batch.rows(of: 1, words: 3..<4) == nil)
    }
}
