import Domain
import FoundationEssentials
import TestSupport
import Testing
import Tokenization

@testable import Classification

/// The risk head of a small file of random weights, with and without an exit after the first of two layers.
@Suite struct RiskHeadTests {
    private static let open = EarlyExit(layers: 1, thresholds: [.sentiment: 0, .topic: 0, .entity: 0])

    private let folder: TemporaryFolder
    private let batch: TokenBatch

    init() throws {
        folder = try TemporaryFolder()
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: SmallWeights.vocabulary))
        var random = SplitMix64(seed: 5)
        batch = tokenizer.tokenize(
            (0..<60).map { _ in
                (0..<Int.random(in: 0...20, using: &random)).map { _ in
                    "w\(Int.random(in: 0..<35, using: &random))"
                }.joined(separator: " ")
            })
    }

    private func file(_ risk: RiskSpec?, exit: EarlyExit? = nil) throws -> WeightsFile {
        try WeightsFile(
            path: try folder.file("w", SmallWeights.encoded(quantized: true, exit: exit, risk: risk)))
    }

    private func spec(settled: Float? = nil, sufferer: Int? = nil) -> RiskSpec {
        RiskSpec(
            types: [.probe, .cyberPrivacy], layers: settled == nil ? [2, 1] : [2], width: 5,
            exit: settled.map { RiskSpec.Exit(layers: [1], width: 3, settled: $0) }, sufferer: sufferer)
    }

    @Test func `A file without the head says nothing of risks, and one with it the same of the rest`() throws
    {
        let plain = try Classifier(weights: try file(nil), threads: 1).assess(batch)
        #expect(plain.allSatisfy { $0.risk == nil })
        var judged = try Classifier(weights: try file(spec()), threads: 1).assess(batch)
        for assessment in judged {
            let risk = try #require(assessment.risk)
            #expect(risk.types == [.probe, .cyberPrivacy])
            #expect((risk.probabilities + [risk.adverse]).allSatisfy { (0...1).contains($0) })
        }
        #expect(Set(judged.compactMap { $0.risk?.adverse }).count > 10)
        for index in judged.indices { judged[index].risk = nil }
        #expect(judged == plain)
    }

    @Test func `Scores depend on the text alone, not on its company or the number of threads`() throws {
        let weights = try file(spec(settled: 0.5), exit: Self.open)
        let together = try Classifier(weights: weights, threads: 1).assess(batch)
        #expect(try Classifier(weights: weights, threads: 3).assess(batch) == together)
        let alone = try Classifier(weights: weights, threads: 2)
        for text in 0..<20 { #expect(alone.assess(batch.selecting([text])) == [together[text]]) }
    }

    @Test func `Mean states are those of the words behind each layer, in int8 as in fp32`() throws {
        let weights = try file(nil)
        let classifier = try Classifier(weights: weights, threads: 2)
        let means = classifier.meanStates(of: batch, after: [2, 1])
        #expect(means.columns == 2 * SmallWeights.shape.width)
        let hidden = classifier.hiddenStates(of: batch)
        for text in 0..<batch.count {
            let rows = batch.pooledRows(of: text)
            let share = [Float](repeating: 1 / Float(rows.count), count: rows.count)
            #expect(
                Array(means.row(text)[..<SmallWeights.shape.width])
                    == hidden.mean(of: rows, weights: share))
        }
        let reference = try Classifier(weights: weights, threads: 1, precision: .fp32)
            .meanStates(of: batch, after: [2, 1])
        let differences = zip(means.values, reference.values).map { ($0 - $1).magnitude }
        #expect((differences.max() ?? 9) < 0.3)
        #expect(differences.reduce(0, +) / Float(differences.count) < 0.02)
    }

    @Test func `A text in doubt goes on for its risks, and keeps the exit's other answers`() throws {
        func assess(_ settled: Float, exact: Bool = false) throws -> [Assessment] {
            try Classifier(
                weights: try file(spec(settled: settled), exit: Self.open), threads: 1, exact: exact
            ).assess(batch)
        }
        let early = try assess(1.01)
        #expect(early.allSatisfy { $0.risk?.isEarly == true })
        let middle = early.compactMap { $0.risk?.adverse }.sorted()[batch.count / 2]
        let exact = try assess(middle, exact: true)
        #expect(exact.allSatisfy { $0.risk?.isEarly == false })
        for (index, found) in try assess(middle).enumerated() {
            var expected = early[index]
            if try #require(early[index].risk).adverse >= middle { expected.risk = exact[index].risk }
            #expect(found == expected)
        }
    }

    @Test func `Each entity has a probability of its own of suffering what the text reports`() throws {
        let entities = (0..<batch.count).map { batch.wordCount(of: $0) > 3 ? [0..<1, 2..<4] : [] }
        let asked = entities.indices.filter { !entities[$0].isEmpty }
        func judged(_ sufferer: Int?, settled: Float) throws -> [Assessment] {
            let weights = try file(spec(settled: settled, sufferer: sufferer), exit: Self.open)
            return try Classifier(weights: weights, threads: 1).assess(batch, entities: entities)
        }
        let early = try judged(4, settled: 1.01)
        for text in asked {
            let adverse = try #require(early[text].risk).adverse
            #expect(early[text].entityRisks == [adverse, adverse], "what is settled early is nobody's event")
        }
        let late = try judged(4, settled: 0)
        for text in asked {
            let adverse = try #require(late[text].risk).adverse
            #expect(late[text].entityRisks.count == 2)
            #expect(late[text].entityRisks.allSatisfy { $0 > 0 && $0 < adverse })
        }
        #expect(asked.contains { late[$0].entityRisks[0] != late[$0].entityRisks[1] })
        for (text, assessment) in try judged(nil, settled: 0).enumerated() {
            let adverse = try #require(assessment.risk).adverse
            #expect(assessment.entityRisks == entities[text].map { _ in adverse }, "no judge")
        }
    }

    @Test func `Bench counts the layers that a text in doubt goes through`() throws {
        let classifier = try Classifier(weights: file(spec(settled: 0), exit: Self.open), threads: 1)
        let doubtful = classifier.assess(batch)[0]
        var sure = doubtful
        sure.risk = doubtful.risk.map {
            RiskScores(adverse: 0, types: $0.types, probabilities: $0.probabilities, isEarly: true)
        }
        #expect(doubtful.leftEarly)
        #expect(classifier.operationsPerToken(doubtful) == 2 * classifier.operationsPerToken(sure))
    }

    @Test(arguments: [
        ("Antitrust regulator opens investigation into Castell Motors", RiskType.probe),
        ("Kestrel recalls 12,000 prams over faulty hinge", .productSafety),
        ("Brightwell Paper files for bankruptcy protection", .insolvency),
        ("Hackers steal customer data from Marlow Hotels", .cyberPrivacy),
        ("Castell Motors to cut 2,000 jobs and close two plants", .workforce),
    ])
    func `The shipped head tells an event and its type`(title: String, type: RiskType) throws {
        let risk = try shippedScores([title])[0]
        #expect(risk.adverse > 0.5)
        #expect((risk.probability(of: type) ?? 0) > 0.5)
    }

    @Test func `The shipped head finds no event in ordinary news`() throws {
        let titles = [
            "Castell Motors names new finance chief", "Orbita profit rises on cloud demand",
            "Kestrel opens store in Lyon", "Oil steadies ahead of inventory data",
        ]
        #expect(try shippedScores(titles).allSatisfy { $0.adverse < 0.5 })
    }

    private func shippedScores(_ titles: [String]) throws -> [RiskScores] {
        let weights = try WeightsFile(path: Fixtures.weights)
        let classifier = try Classifier(weights: weights, threads: 1)
        return classifier.assess(try Tokenizer(weights).tokenize(titles)).compactMap(\.risk)
    }

    @Test(arguments: [
        (RiskSpec(types: [], layers: [2], width: 4), nil, "the types of the risk head"),
        (RiskSpec(types: [.probe, .probe], layers: [2], width: 4), nil, "the types of the risk head"),
        (RiskSpec(layers: [3], width: 4), nil, "the layers or the width of the risk head"),
        (RiskSpec(layers: [], width: 4), nil, "the layers or the width of the risk head"),
        (RiskSpec(layers: [2], width: 0), nil, "the layers or the width of the risk head"),
        (RiskSpec(layers: [1], width: 4), 1, "the layers or the width of the risk head"),
        (RiskSpec(layers: [2], width: 4), 1, "the risk head at the exit"),
        (
            RiskSpec(layers: [2], width: 4, exit: RiskSpec.Exit(layers: [2], width: 4, settled: 0.1)), 1,
            "the risk head at the exit"
        ),
    ])
    func `A head that cannot be is refused in words`(spec: RiskSpec, exit: Int?, problem: String) {
        #expect(spec.problem(encoderLayers: 2, exitLayers: exit) == problem)
        #expect(self.spec(settled: 0.1).problem(encoderLayers: 2, exitLayers: 1) == nil)
    }

    @Test func `A head of an unknown type is refused in words`() throws {
        let json = #"{"types":["probe","prone"],"layers":[2],"width":4}"#
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(RiskSpec.self, from: Data(json.utf8))
        }
        #expect("\(try #require(error))".contains("prone"))
    }

    @Test func `A file that is written of its own tensors is the same bit by bit`() throws {
        let weights = try file(spec(settled: 0.2), exit: Self.open)
        let again = try WeightsFile.encode(
            weights.header, tensors: weights.storedTensors(), vocabulary: weights.vocabulary)
        let copy = try WeightsFile(path: try folder.file("copy", again))
        #expect(copy.header.risk == spec(settled: 0.2))
        #expect(copy.storedTensors().map(\.values) == weights.storedTensors().map(\.values))
        #expect(copy.storedTensors().map(\.scales) == weights.storedTensors().map(\.scales))
        let (one, other) = (
            try Classifier(weights: weights, threads: 1), try Classifier(weights: copy, threads: 1)
        )
        #expect(one.assess(batch) == other.assess(batch))
        #expect(!weights.tensors().contains { $0.name.hasPrefix("risk.") })
        #expect(weights.header.uncalibrated.risk == nil)
    }
}
