import Testing
import Training

@Suite struct EvaluationTests {
    @Test func `Precision, recall and F1 are those of the confusion matrix`() {
        let pairs = [(0, 0), (0, 0), (0, 1), (1, 1), (1, 0), (1, 1), (1, 1)].map {
            (actual: $0.0, predicted: $0.1)
        }
        let evaluation = Evaluation(labels: ["a", "b", "never"], pairs: pairs)
        #expect(evaluation.confusion == [[2, 1, 0], [1, 3, 0], [0, 0, 0]])
        #expect(evaluation.accuracy == 5.0 / 7)
        #expect(evaluation.precision(0) == 2.0 / 3)
        #expect(evaluation.recall(1) == 0.75)
        #expect(evaluation.f1(2) == 0)
        #expect((evaluation.macroF1 - (2.0 / 3 + 0.75) / 2).magnitude < 1e-12)
        #expect((evaluation.weightedF1 - (3 * 2.0 / 3 + 4 * 0.75) / 7).magnitude < 1e-12)
        #expect(Evaluation(labels: ["a"], pairs: []).accuracy == 0)
    }
}
