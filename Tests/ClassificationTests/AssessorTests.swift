import Domain
import TestSupport
import Testing
import Tokenization

@testable import Classification

@Suite struct AssessorTests {
    /// Finds `w1` and `w2`, of which only the first is in a catalogue.
    private struct TwoWords: MentionFinder {
        func mentions(in title: TitleWords) -> [Mention] {
            title.words.enumerated().compactMap { index, word in
                guard ["w1", "w2"].contains(word) else { return nil }
                return Mention(
                    name: word.uppercased(), symbol: word == "w1" ? "ONE" : nil, words: index..<index + 1,
                    relevance: 0.5)
            }
        }
    }

    private let classifier: Classifier
    private let tokenizer: Tokenizer
    private let assessor: TitleAssessor

    init() throws {
        let folder = try TemporaryFolder()
        let file = try WeightsFile(path: try folder.file("w", try SmallWeights.encoded(quantized: true)))
        classifier = try Classifier(weights: file, threads: 2)
        tokenizer = try Tokenizer(file)
        assessor = try TitleAssessor(weights: file, classifier: classifier, finder: TwoWords())
    }

    @Test func `A title is assessed with the entities that it names, in their order`() async {
        let titles = ["w2 sues w1", "w3", "w2 sues w1"]
        let found = await assessor.assess(titles)
        #expect(found.map { $0.entities.map(\.name) } == [["W2", "W1"], [], ["W2", "W1"]])
        #expect(found[0].entities.map(\.symbol) == [nil, "ONE"])
        #expect(found[0].entities.allSatisfy { $0.relevance == 0.5 })
        let plain = classifier.assess(
            tokenizer.tokenize(titles), entities: [[0..<1, 2..<3], [], [0..<1, 2..<3]])
        #expect(found.map(\.assessment) == plain)
        #expect(found[0].entities.map(\.sentiment) == plain[0].entitySentiments)
        #expect(found[0] == found[2])
        #expect(assessor.model == "small")
    }

    @Test func `Organizations that no catalogue lists are asked about, if wanted`() async throws {
        let folder = try TemporaryFolder()
        let spec = TaggerSpec(labels: TagScheme(types: ["ORG"]).labels, sharedLayers: 1, layers: 1)
        let bytes = try SmallWeights.encoded(quantized: true, tagger: spec)
        let file = try WeightsFile(path: try folder.file("w", bytes))
        func found(asking: Bool) async throws -> [TextAssessment] {
            let assessor = try TitleAssessor(
                weights: file, classifier: classifier(file), finder: TwoWords(), asksUnlisted: asking)
            return await assessor.assess(titles)
        }
        func classifier(_ file: WeightsFile) throws -> Classifier {
            try Classifier(weights: file, threads: 1)
        }
        let titles = (0..<30).map { "w1 beats W\($0) and W\($0 + 4), W\($0)" }
        let names = try #require(try classifier(file).names(in: titles, tokenizer: tokenizer))
        let (plain, asked) = (try await found(asking: false), try await found(asking: true))
        #expect(plain.allSatisfy { $0.entities.allSatisfy { $0.name == "W1" || $0.name == "W2" } })
        #expect(zip(plain, asked).contains { $0.entities.count < $1.entities.count })
        for (asked, names) in zip(asked, names) {
            let unlisted = asked.entities.filter { $0.relevance == 0 }
            #expect(Set(unlisted.map(\.name)).isSubset(of: Set(names.map(\.text))))
            #expect(Set(unlisted.map(\.name)).count == unlisted.count)
            #expect(unlisted.allSatisfy { $0.symbol == nil && !$0.answers.isEmpty })
        }
    }

    @Test func `No titles, no assessments`() async {
        #expect(await assessor.assess([]).isEmpty)
    }
}
