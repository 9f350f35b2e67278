import Domain
import Testing
import Tokenization

@testable import Classification

/// Texts cut into words, and the words among the tokens.
@Suite struct TagTextTests {
    private func words(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return TagText(text).words.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test(arguments: [
        (
            "Apple's U.S. chief, J. Smith, quits.",
            ["Apple", "'s", "U.S.", "chief", ",", "J.", "Smith", ",", "quits", "."]
        ),
        ("“Lloyds’s plan”", ["“", "Lloyds", "’s", "plan", "”"]),
        ("🚀 Tesla—up 5%!", ["🚀", "Tesla", "—", "up", "5", "%", "!"]),
        ("Asia/Europe (ex-Japan)", ["Asia", "/", "Europe", "(", "ex-Japan", ")"]),
        ("$AAPL #oil ...", ["$", "AAPL", "#", "oil", ".", ".", "."]), ("", []), ("  \t ", []),
        ("שלום, עולם", ["שלום", ",", "עולם"]), ("'s", ["'", "s"]), ("-", ["-"]),
    ])
    func `Punctuation and possessives are words of their own`(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test func `A sentence begins after a mark that ends one`() {
        let text = TagText("Oil falls. BP says no! U.S. gains")
        #expect(
            text.beginsSentence == [true, false, false, true, false, false, false, true, false])
    }

    @Test func `Words that are given are joined by blanks, and may be taken to be written otherwise`() {
        let text = TagText(
            sentences: [["EU", "rejects"], ["Peter"]], written: [["eu", "rejects"], ["PETER"]])
        #expect(text.text == "EU rejects Peter")
        #expect(text.words == [0..<2, 3..<10, 11..<16])
        #expect(text.beginsSentence == [true, false, true])
        #expect(text.shapes == CaseShape.shapes(of: ["eu", "rejects"]) + CaseShape.shapes(of: ["PETER"]))
    }

    @Test func `A word is judged by its first token, and shapes are of all its tokens`() throws {
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: SmallWeights.vocabulary))
        let text = TagText(sentences: [["w1", "w2.w3", "\u{300}", "W4"]])
        let rows = TagRows(tokenizer.tokenize([text.text]), [text])
        // [CLS] w1 w2 . w3 w4 [SEP]; an accent alone has no token.
        #expect(rows.words == [[1, 2, nil, 5]])
        #expect(rows.shapes[0] == CaseShape.none)
        #expect(rows.shapes[2] == rows.shapes[4])
        #expect(rows.shapes[5] == text.shapes[3])
    }

    @Test func `A document is cut into windows that tag each sentence once`() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<50 {
            let tokens = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Int.random(in: 1...150, using: &random)
            }
            let windows = TagWindow.cut(tokens)
            #expect(windows.flatMap { Array($0.tagged) } == Array(tokens.indices))
            for window in windows {
                #expect(window.sentences.clamped(to: window.tagged) == window.tagged)
                let around = window.sentences.reduce(0) { $0 + tokens[$1] }
                let own = window.tagged.reduce(0) { $0 + tokens[$1] }
                #expect(around - own <= 128)
                #expect(own <= 96 || window.tagged.count == 1)
            }
        }
    }
}
