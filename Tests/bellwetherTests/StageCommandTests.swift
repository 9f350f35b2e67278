import Testing

@testable import bellwether

@Suite struct StageCommandTests {
    @Test func `Stages read standard input unless a file is named`() throws {
        #expect(try parsed("detect", as: Detect.self).file == "-")
        #expect(try parsed("detect", as: Detect.self).explain == false)
        #expect(try parsed("tokenize", as: Tokenize.self).file == "-")
        #expect(try parsed("replay", "a.tsv", as: ReplayCommand.self).file == "a.tsv")
        #expect(refusal("test") != nil, "tests are in a file")
    }

    @Test func `Scoring takes at least one thread and a precision that there is`() throws {
        #expect(refusal("score", "--threads", "0") == "--threads must be at least 1")
        #expect(refusal("score", "--precision", "int4")?.contains("int4") == true)
        #expect(try parsed("score", "--exact", as: Score.self).scoring.exact)
    }

    @Test func `A risk head needs labels, and widths that its members can share`() throws {
        #expect(
            try parsed("risk", "a", "b", "--labels", "l.tsv", "--labels", "m.tsv", as: RiskCommand.self)
                .labels == ["l.tsv", "m.tsv"])
        #expect(refusal("risk", "a", "b")?.contains("--labels") == true)
        #expect(
            refusal("risk", "a", "b", "--labels", "l.tsv", "--width", "7", "--members", "2")
                == "--width and --exit-width must be multiples of --members")
        #expect(
            refusal("risk", "a", "b", "--labels", "l.tsv", "--folds", "1")?.contains("--folds at least 2")
                == true)
        #expect(refusal("evaluate") == "--data, --labels, --risk-labels or --conll is needed")
        #expect(
            refusal("evaluate", "--conll", "f", "--record")
                == "--record needs --data, --labels or --risk-labels")
        #expect(
            refusal("evaluate", "--data", "d", "--record", "--exact")
                == "--record measures the weights as they are used; remove --exact and --precision")
        #expect(
            refusal("evaluate", "--data", "d", "--cross-validate") == "--cross-validate needs --risk-labels")
    }
}
