import Domain
import TestSupport
import Testing
import Tokenization

@testable import Classification

/// The way out after the first of two layers, of random weights.
@Suite struct EarlyExitTests {
    let folder: TemporaryFolder
    let batch: TokenBatch
    /// Some of the texts' words, to be asked about; most texts have none.
    let entities: [[Range<Int>]]
    let exact: [Assessment]

    init() throws {
        folder = try TemporaryFolder()
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: SmallWeights.vocabulary))
        var random = SplitMix64(seed: 3)
        // More tokens than one block holds.
        let texts = (0..<400).map { _ in
            (0..<Int.random(in: 0...20, using: &random)).map { _ in
                "w\(Int.random(in: 0..<35, using: &random))"
            }
            .joined(separator: " ")
        }
        let batch = tokenizer.tokenize(texts)
        self.batch = batch
        entities = (0..<batch.count).map { $0 % 3 == 0 && batch.wordCount(of: $0) > 1 ? [0..<1, 1..<2] : [] }
        exact = try Classifier(
            weights: try Self.file(folder, Self.exit(0, 0, 0)),
            threads: 1, exact: true
        ).assess(batch, entities: entities)
    }

    private static func exit(
        _ sentiment: Float, _ topic: Float, _ entity: Float, layers: Int = 1
    ) -> EarlyExit {
        EarlyExit(layers: layers, thresholds: [.sentiment: sentiment, .topic: topic, .entity: entity])
    }

    private static func file(_ folder: TemporaryFolder, _ exit: EarlyExit) throws -> WeightsFile {
        try WeightsFile(path: try folder.file("w", try SmallWeights.encoded(quantized: true, exit: exit)))
    }

    private func classifier(_ exit: EarlyExit, threads: Int = 1) throws -> Classifier {
        try Classifier(weights: try Self.file(folder, exit), threads: threads)
    }

    /// The middle confidence of the exit in each task, so that some texts leave and others stay.
    private func middling() throws -> (exit: EarlyExit, early: [Assessment]) {
        let open = try classifier(Self.exit(0, 0, 0))
        let early = try #require(open.assessmentsAtExit(of: batch, entities: entities))
        func middle(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
        return (
            Self.exit(
                middle(early.compactMap { $0[.sentiment]?.confidence }),
                middle(early.compactMap { $0[.topic]?.confidence }),
                middle(early.flatMap(\.entityAnswers).compactMap { $0[.entity]?.confidence })), early
        )
    }

    @Test func `A text that leaves has the exit's answer, one that stays the bits of the exact model`() throws
    {
        let (exit, early) = try middling()
        let found = try classifier(exit).assess(batch, entities: entities)
        #expect((1..<found.count).contains(found.count { $0.leftEarly }))
        for (index, assessment) in found.enumerated() {
            let leaves = exit.lets(early[index])
            #expect(assessment.leftEarly == leaves)
            #expect(assessment == (leaves ? early[index] : exact[index]))
        }
    }

    @Test func `Who leaves depends on the text alone, not on its company or the number of threads`() throws {
        let (exit, _) = try middling()
        let together = try classifier(exit).assess(batch, entities: entities)
        #expect(try classifier(exit, threads: 3).assess(batch, entities: entities) == together)
        let order = Array((0..<batch.count).reversed())
        let reversed = try classifier(exit, threads: 2).assess(
            batch.selecting(order), entities: order.map { entities[$0] })
        #expect(reversed == together.reversed())
        let alone = try classifier(exit, threads: 2)
        for text in 0..<40 {
            #expect(
                alone.assess(batch.selecting([text]), entities: [entities[text]]) == [together[text]])
        }
    }

    @Test func `A text leaves only when all that it was asked about is sure`() throws {
        let never = try classifier(Self.exit(0, 0, 1.01))
        let found = never.assess(batch, entities: entities)
        for (assessment, asked) in zip(found, entities) { #expect(assessment.leftEarly == asked.isEmpty) }
        for exit in [
            Self.exit(1.01, 0, 0),
            Self.exit(0, 1.01, 0),
        ] {
            #expect(try classifier(exit).assess(batch, entities: entities) == exact)
        }
        #expect(
            try classifier(Self.exit(0, 0, 0)).assess(TokenBatch()) == []
        )
    }

    @Test func `The reference path and --exact know no exit`() throws {
        let file = try Self.file(folder, Self.exit(0, 0, 0))
        for classifier in [
            try Classifier(weights: file, threads: 1, precision: .fp32),
            try Classifier(weights: file, threads: 1, exact: true),
        ] {
            #expect(classifier.exit == nil)
            #expect(classifier.assessmentsAtExit(of: batch) == nil)
            #expect(classifier.assess(batch).allSatisfy { !$0.leftEarly })
        }
        let (early, late) = (
            try Classifier(weights: file, threads: 1).assess(batch), exact
        )
        let whole = try Classifier(weights: file, threads: 1)
        #expect(2 * whole.operationsPerToken(early[0]) == whole.operationsPerToken(late[0]))
    }

    @Test func `An exit that the file cannot have is refused`() throws {
        for layers in [-1, 0, 2, 9] {
            let file = try Self.file(
                folder, Self.exit(0, 0, 0, layers: layers))
            #expect(throws: WeightsError.badHeader(path: file.path, reason: "exit.layers")) {
                try Classifier(weights: file, threads: 1)
            }
        }
    }
}
