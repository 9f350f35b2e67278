import Domain
import TestSupport
import Testing
import Tokenization

@testable import Classification

/// Weights with heads that no code names.
@Suite struct HeadSpecTests {
    private static let urgency = HeadSpec("urgency", scope: .text, labels: ["low", "high"])
    private static let role = HeadSpec("role", scope: .entity, labels: ["buyer", "seller", "other"])
    private static let tag = HeadSpec("tag", scope: .token, labels: ["company", "none"])

    private let folder: TemporaryFolder
    private let tokenizer: Tokenizer

    init() throws {
        folder = try TemporaryFolder()
        tokenizer = Tokenizer(vocabulary: try Vocabulary(text: SmallWeights.vocabulary))
    }

    private func classifier(_ heads: [HeadSpec], exit: EarlyExit? = nil) throws -> Classifier {
        let bytes = try SmallWeights.encoded(quantized: true, heads: heads, exit: exit)
        return try Classifier(weights: try WeightsFile(path: try folder.file("w", bytes)), threads: 2)
    }

    @Test func `A further head of any scope answers beside the usual ones`() throws {
        let classifier = try classifier([Self.urgency, Self.role, Self.tag])
        let batch = tokenizer.tokenize(["w1 w2 w3", "w4"])
        let assessments = classifier.assess(batch, entities: [[0..<1, 2..<3], []])
        for (assessment, words) in zip(assessments, [3, 1]) {
            #expect(assessment.answers.map(\.head) == [.sentiment, .topic, "urgency"])
            let urgency = try #require(assessment["urgency"])
            #expect(urgency.labels == ["low", "high"])
            #expect((urgency.probabilities.reduce(0, +) - 1).magnitude < 1e-5)
            #expect(assessment.wordAnswers.count == words)
            #expect(assessment.wordAnswers.allSatisfy { $0["tag"]?.labels == ["company", "none"] })
        }
        #expect(
            assessments[0].entityAnswers.map { $0.map(\.head) } == [[.entity, "role"], [.entity, "role"]])
        #expect(assessments[0].entityAnswers[0]["role"] != assessments[0].entityAnswers[1]["role"])
        #expect(assessments[1].entityAnswers.isEmpty)
        #expect(assessments[0]["nobody"] == nil)
    }

    @Test func `Words beyond the encoder's limit have no answers`() throws {
        let words = (0..<40).map { "w\($0 % 35)" }.joined(separator: " ")
        let answers = try classifier([Self.tag]).assess(tokenizer.tokenize([words]))[0].wordAnswers
        #expect(answers.count == 40)
        #expect(answers.prefix(22).allSatisfy { $0.count == 1 })
        #expect(answers.suffix(18).allSatisfy { $0.isEmpty })
    }

    @Test func `A text leaves only when a further head is sure as well`() throws {
        let batch = tokenizer.tokenize(["w1 w2", "w3"])
        let usual: [HeadName: Float] = [.sentiment: 0, .topic: 0, .entity: 0]
        func leaving(_ urgency: Float?) throws -> Int {
            let thresholds = usual.merging(urgency.map { ["urgency": $0] } ?? [:]) { $1 }
            let exit = EarlyExit(layers: 1, thresholds: thresholds)
            return try classifier([Self.urgency], exit: exit).assess(batch).count { $0.leftEarly }
        }
        #expect(try leaving(0) == 2)
        #expect(try leaving(1.01) == 0)
        #expect(try leaving(nil) == 0, "a head without a threshold lets no text leave")
    }

    @Test func `Heads come back from a file as they were written`() throws {
        var heads = SmallWeights.usualHeads + [Self.urgency, Self.role, Self.tag]
        heads[1].temperature = AdaptiveTemperature(bias: 0.25, slope: -0.5)
        heads[3].exitTemperature = AdaptiveTemperature(bias: 1, slope: 2)
        var header = WeightsHeader(
            name: "t", encoder: SmallWeights.shape, poolingWidth: 8, headWidth: 8, heads: heads)
        header.exit = EarlyExit(layers: 1, thresholds: [.topic: 0.75, "urgency": 0.5])
        let bytes = try WeightsFile.encode(header, tensors: [], vocabulary: "a\n")
        let read = try WeightsFile(path: try folder.file("w", bytes)).header
        #expect(read.heads == header.heads)
        #expect(read.exit == header.exit)
        #expect(read.uncalibrated.heads.allSatisfy { $0 == $0.uncalibrated })
        #expect(read.uncalibrated.exit == nil)
    }

    @Test(arguments: [
        ([HeadSpec.topic(["a"]), .entity], "the head sentiment must answer negative, neutral, positive"),
        ([.sentiment, .entity], "no head topic for a text"),
        ([.sentiment, .topic(["a", "a"]), .entity], "the labels of the head topic"),
        ([.sentiment, .topic(["a"]), .entity, urgency, urgency], "two heads urgency"),
        (
            [.sentiment, .topic(["a"]), .entity, HeadSpec("", scope: .text, labels: ["x"])],
            "a head has no name"
        ),
    ])
    func `Heads that cannot be are refused in words`(heads: [HeadSpec], problem: String) {
        #expect(heads.problem == problem)
        #expect(SmallWeights.usualHeads.problem == nil)
    }
}
