import Testing

@testable import bellwether

@Suite struct StageCommandTests {
    @Test func `Stages read standard input unless a file is named`() throws {
        #expect(try parsed("detect", as: Detect.self).file == "-")
        #expect(try parsed("tokenize", as: Tokenize.self).file == "-")
        #expect(try parsed("replay", "a.tsv", as: ReplayCommand.self).file == "a.tsv")
        #expect(refusal("test") != nil, "tests are in a file")
    }

    @Test func `Scoring takes at least one thread and a precision that there is`() throws {
        #expect(refusal("score", "--threads", "0") == "--threads must be at least 1")
        #expect(refusal("score", "--precision", "int4")?.contains("int4") == true)
        #expect(try parsed("score", "--exact", as: Score.self).scoring.exact)
    }
}
