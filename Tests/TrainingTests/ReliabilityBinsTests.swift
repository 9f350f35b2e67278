import Classification
import Domain
import Testing

@testable import Training

@Suite struct ReliabilityBinsTests {
    @Test func `Answers are counted in tenths, and a certain one in the last`() {
        let answers: [(probability: Double, isRight: Bool)] = [
            (0.41, true), (0.47, false), (1, true), (0.05, false),
        ]
        let expected = [
            Reliability.Bin(predicted: 0.05, observed: 0, count: 1),
            Reliability.Bin(predicted: 0.44, observed: 0.5, count: 2),
            Reliability.Bin(predicted: 1, observed: 1, count: 1),
        ]
        #expect(ReliabilityBins(answers).bins == expected)
        #expect(ReliabilityBins().bins.isEmpty)
    }

    @Test func `Sets of texts are added up by head, and named`() throws {
        func evaluated(
            _ corpus: String, _ head: HeadName, _ answers: [(probability: Double, isRight: Bool)]
        ) -> (corpus: String, head: HeadName, evaluation: Evaluation) {
            var evaluation = Evaluation(labels: ["a"], pairs: [])
            evaluation.reliability = ReliabilityBins(answers)
            return (corpus, head, evaluation)
        }
        let found = reliability(of: [
            evaluated("one", .topic, [(0.5, true)]), evaluated("two", .topic, [(0.54, false)]),
            evaluated("two", .entity, [(0.9, true)]), evaluated("three", .entity, []),
        ])
        #expect(found.map(\.head) == [.entity, .topic])
        #expect(found.map(\.data) == ["two (held-out texts)", "one, two (held-out texts)"])
        #expect(found[1].bins == [Reliability.Bin(predicted: 0.52, observed: 0.5, count: 2)])
        #expect(found.allSatisfy { $0.problem == nil })
    }
}
