import Classification
import Domain
import FoundationEssentials
import TestSupport
import Testing
import Tokenization

@Suite struct TokenizerTests {
    let tokenizer: Tokenizer

    init() throws {
        let weights = try WeightsFile(path: Fixtures.weights)
        tokenizer = Tokenizer(vocabulary: try Vocabulary(text: weights.vocabulary))
    }

    @Test func `Nasty strings get the ids that the reference gives them`() throws {
        let cases = try Fixtures.table("tokenizer/nasty.tsv")
        #expect(cases.count > 300)
        for row in cases {
            let bytes = stride(from: 0, to: row[0].utf8.count, by: 2).compactMap { offset in
                UInt8(row[0].dropFirst(offset).prefix(2), radix: 16)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let ids = row[1].split(separator: " ").compactMap { Int32($0) }
            #expect(tokenizer.tokenize([text]).ids == ids, "\(row[0])")
        }
    }

    @Test(.enabled(if: Fixtures.data != nil), arguments: try Fixtures.table("tokenizer/corpora.tsv"))
    func `Every line of the corpora gets the ids that the reference gives it`(row: [String]) throws {
        let path = "\(Fixtures.data ?? "")/\(row[0])"
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // A tenth of the lines of the largest files would do, but the hash is over all of them.
        let batch = tokenizer.tokenize(lines.map { String(decoding: $0, as: UTF8.self) })
        let hash = fingerprint(
            batch.ids.lazy.flatMap { id in
                (0..<4).map { UInt8(truncatingIfNeeded: UInt32(bitPattern: id) >> ($0 * 8)) }
            })
        #expect(batch.count == Int(row[1]))
        #expect(batch.ids.count == Int(row[2]))
        #expect(String(hash, radix: 16) == row[3].drop { $0 == "0" })
    }

    @Test func `A batch holds the same ids as its texts one by one`() {
        let texts = ["Profit falls", "", "Shares of Acme rise 3 %", "[SEP] ünïcode"]
        let together = tokenizer.tokenize(texts)
        #expect(together.count == 4)
        for (index, text) in texts.enumerated() {
            let alone = tokenizer.tokenize([text])
            #expect(Array(together.ids[together.range(of: index)]) == alone.ids)
            #expect(together.words(of: index) == alone.words(of: 0))
        }
    }

    @Test func `Words are those of the text, as the text writes them`() {
        let batch = tokenizer.tokenize(["Café  Münster's\u{200B} shares (-3%) sank"])
        #expect(
            batch.words(of: 0) == ["Café", "Münster", "'", "s", "shares", "(", "-", "3", "%", ")", "sank"])
        #expect(batch.wordIndices.first == -1)
        #expect(batch.wordIndices.last == -1)
    }

    @Test func `A vocabulary without the unknown token is refused in words`() {
        #expect(throws: VocabularyError.missingToken("[UNK]")) {
            try Vocabulary(text: "[PAD]\n[CLS]\n[SEP]\n[MASK]\n")
        }
        #expect(
            VocabularyError.missingToken("[UNK]").description
                == "the vocabulary has no token [UNK]; a BERT vocabulary (vocab.txt) is needed")
    }
}
