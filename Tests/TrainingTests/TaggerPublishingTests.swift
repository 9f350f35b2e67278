import Classification
import Domain
import TestSupport
import Testing
import Tokenization

@testable import Training

/// A tagger that is added to the int8 weights of a small model.
@Suite struct TaggerPublishingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// "Acme Bank" is an organization, "Bell" a person, and what is not capitalized is neither.
    private static let documents = (0..<24).map { number in
        let sentences = [
            "Acme I-ORG\nBank I-ORG\nrises O\n", "oil O\nfalls O\nBell I-PER\n",
            "Bell I-PER\nmeets O\nAcme I-ORG\n",
            "the O\nbank O\nfalls O\n",
        ]
        return "-DOCSTART- O\n\n" + (0..<4).map { sentences[(number + $0) % 4] }.joined(separator: "\n")
    }.joined(separator: "\n")

    private static var settings: TaggerSettings {
        var settings = TaggerSettings()
        settings.sharedLayers = 1
        settings.layers = 1
        settings.epochs = 12
        settings.batch = 40
        settings.rate = 1e-2
        settings.headRate = 2
        settings.average = 0.9
        settings.recased = 0
        settings.dropout = 0
        settings.window = 12
        settings.threads = 1
        return settings
    }

    private func weights() throws -> WeightsFile {
        let shape = ExitTests.shape
        var random = SplitMix64(seed: 4)
        let base = try folder.file("base.safetensors", TrainerTests.safetensors(shape))
        let model = try ModelParameters(
            base: try Safetensors(path: base), shape: shape, poolingWidth: 6, headWidth: 6,
            heads: SmallModel.usualHeads, random: &random)
        let header = WeightsHeader(
            name: "small", encoder: shape, poolingWidth: 6, headWidth: 6, heads: SmallModel.usualHeads)
        let vocabulary = TrainerTests.words.joined(separator: "\n") + "\n"
        let plain = try WeightsDraft(
            header, tensors: model.tensors(), vocabulary: vocabulary, path: try folder.file("plain")
        ).write()
        return try WeightsDraft(
            header, tensors: plain.quantizedTensors(), vocabulary: vocabulary, path: try folder.file("whole")
        ).write()
    }

    private func labeled() throws -> ColumnFile {
        try ColumnFile.labeled(
            try folder.file("train", Array(Self.documents.utf8)), types: taggedTypes)
    }

    @Test func `A tagger learns names from case and context, and the other heads stay bit by bit`() throws {
        let (plain, documents) = (try weights(), try labeled())
        let path = try folder.file("tagger")
        var losses: [Float] = []
        let report = try publishTagger(
            of: plain, to: path, base: nil, training: documents, validation: documents,
            settings: Self.settings
        ) { if case .epoch(_, let loss, _, _) = $0 { losses.append(loss) } }
        #expect(losses.count == 12)
        #expect((losses.last ?? 1) < (losses.first ?? 0) / 2)
        #expect(report.entities.f1 > 0.95)
        #expect(report.micro.support == 288)
        let file = try WeightsFile(path: path)
        let tokenizer = try Tokenizer(file)
        let classifier = try Classifier(weights: file, threads: 1)
        let batch = tokenizer.tokenize(["bell falls bank", "oil rises"])
        #expect(try Classifier(weights: plain, threads: 1).assess(batch) == classifier.assess(batch))
        #expect(file.header.tagger?.sharedLayers == 1)
        #expect(file.header.training["tagger"]?.hasPrefix("96 sentences; {") == true)
        let names = try #require(
            classifier.names(in: ["Acme Bank rises", "the bank falls"], tokenizer: tokenizer))
        #expect(names[0].map(\.text) == ["Acme Bank"])
        #expect(names[0].map(\.type) == ["ORG"])
        #expect(names[1] == [])
    }

    @Test func `The lines of a column file come back with a tag each`() throws {
        let path = try folder.file("tagger")
        _ = try publishTagger(
            of: try weights(), to: path, base: nil, training: try labeled(), validation: try labeled(),
            settings: Self.settings
        ) { _ in }
        let file = try WeightsFile(path: path)
        let classifier = try Classifier(weights: file, threads: 1)
        let columns = ColumnFile(Array("-DOCSTART- X\r\n\r\nAcme\tNNP\nBank\tNNP\nrises\tVB\n\noil\n".utf8))
        #expect(
            columns.tagged(by: classifier, try Tokenizer(file)) == [
                "-DOCSTART- X O\r", "\r", "Acme\tNNP\tB-ORG", "Bank\tNNP\tI-ORG", "rises\tVB\tO", "", "oil O",
            ])
        #expect(ColumnFile([]).tagged(by: classifier, try Tokenizer(file)) == [])
    }

    @Test func `A report counts words by tag and entities by type`() throws {
        let scheme = TagScheme(types: ["PER", "ORG"])
        let file = ColumnFile(Array("a B-PER\nb I-PER\nc O\n\nd B-ORG\ne O\n".utf8))
        let tag = { (label: String) in scheme.labels.firstIndex(of: label) ?? 0 }
        let said = [[["B-PER", "O", "O"].map(tag), ["B-ORG", "B-PER"].map(tag)]]
        let report = TagReport(file, said, scheme: scheme)
        #expect(report.micro.f1 == 0.6)
        #expect(report.tags.map(\.score.support) == [2, 1, 1, 1, 0])
        #expect(report.tags[0].score.precision == 0.5)
        #expect(report.entities == TagReport.Score(right: 1, said: 3, so: 2))
        #expect(report.types.map(\.score.f1) == [1, 0])
        #expect((report.macro.f1 - (0.5 + 2.0 / 3 + 0 + 1 + 0) / 5).magnitude < 1e-9)
    }

    @Test func `Sentences are cut and written anew by chance, and no word is lost`() {
        let sentence = TaggerCorpus.Sentence(words: ["Acme", "of", "Rome"], tags: [1, 0, 2], tokens: 3)
        let corpus = TaggerCorpus(
            documents: [[TaggerCorpus.Sentence]](repeating: [sentence, sentence, sentence], count: 9))
        var random = SplitMix64(seed: 6)
        var settings = Self.settings
        settings.recased = 0.5
        let examples = corpus.examples(settings, &random)
        #expect(examples.flatMap(\.tags).count == 81)
        #expect(Set(examples.map(\.tokens)).count > 1)
        #expect(Set(examples.flatMap(\.text.shapes)).count > 4)
        #expect(Recasing.title.written(["the", "bank", "of", "rome"]) == ["The", "Bank", "of", "Rome"])
    }
}
