import Classification
import Domain
import TestSupport
import Testing
import Tokenization

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

    @Test func `No titles, no assessments`() async {
        #expect(await assessor.assess([]).isEmpty)
    }
}
