import Classification
import Domain
import TestSupport
import Testing
import Tokenization

@testable import Training

@Suite struct CorpusTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ name: String, _ lines: [String]) throws -> String {
        try folder.file(name, Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// What a step is taught of some texts, by a tokenizer without words.
    private func batch(_ texts: [LabeledText], of corpus: Corpus) throws -> TrainingBatch {
        let vocabulary = try Vocabulary(tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
        return TrainingBatch(
            texts, tokenizer: Tokenizer(vocabulary: vocabulary), heads: corpus.heads, longest: 16,
            smoothing: 0)
    }

    @Test func `Labels of equal texts are joined, and a tenth is held out`() throws {
        let numbers = 0..<400
        _ = try write("phrasebank.tsv", ["text\tsentiment"] + numbers.map { "text \($0)\tpositive" })
        _ = try write("tweets_topic.tsv", ["text\ttopic"] + numbers.map { "text \($0)\toil" })
        _ = try write(
            "sentfin_entities.tsv",
            ["text\tentity\tsentiment", "a and b\ta\tnegative", "a and b\tb\tpositive", "c\tc\tneutral"])
        let corpus = try Corpus(folder: folder.path)
        let held = corpus.validation.filter { $0.corpus == "phrasebank" }.flatMap(\.texts)
        #expect((20...60).contains(held.count))
        let learned = corpus.training.filter { $0.corpus == "phrasebank" }
        #expect(learned.count + held.count == 400)
        #expect(learned.allSatisfy { $0.sentiment == 2 && $0.labels[.topic].hard == 0 })
        #expect(Set(learned.map(\.text)).isDisjoint(with: held.map(\.text)))
        let all = corpus.training + corpus.validation.flatMap(\.texts)
        #expect(all.first { $0.text == "a and b" }?.entities.count == 2)
        #expect(all.first { $0.text == "a and b" }?.sentiment == nil, "its entities disagree")
        #expect(all.first { $0.text == "c" }?.sentiment == 1)
    }

    @Test func `A teacher's labels join people's, and none of the validation texts is taught`() throws {
        let numbers = 0..<200
        _ = try write("phrasebank.tsv", ["text\tsentiment"] + numbers.map { "text \($0)\tpositive" })
        let soft = try write(
            "soft.tsv",
            ["text\tnegative\tneutral\tpositive"] + numbers.map { "text \($0)\t0.5\t0.25\t0.25" }
                + ["another\t0\t1\t0"])
        let corpus = try Corpus(folder: folder.path, softLabels: soft)
        let held = Set(corpus.validation.flatMap(\.texts).map(\.text))
        #expect(!held.isEmpty)
        #expect(corpus.training.allSatisfy { !held.contains($0.text) && $0.labels[.sentiment].soft != nil })
        let batch = try batch(
            [corpus.training[0]] + corpus.training.filter { $0.text == "another" }, of: corpus)
        #expect(batch.targets[.sentiment]?[0] == [0.25, 0.125, 0.625])
        if batch.count > 1 { #expect(batch.targets[.sentiment]?[1] == [0, 1, 0]) }
    }

    @Test func `A teacher's labels towards an entity join those of people by its name`() throws {
        _ = try write(
            "sentfin_entities.tsv",
            ["text\tentity\tsentiment"] + (0..<40).map { "a and b \($0)\ta\tnegative" })
        let soft = try write(
            "soft.tsv",
            ["text\tentity\tnegative\tneutral\tpositive"]
                + (0..<40).flatMap { ["a and b \($0)\ta\t0.5\t0.5\t0", "a and b \($0)\tb\t0\t0\t1"] })
        let corpus = try Corpus(folder: folder.path, softLabels: soft)
        let text = try #require(corpus.training.first)
        #expect(
            text.entities == [
                LabeledEntity(name: "a", sentiment: 0, softSentiment: [0.5, 0.5, 0]),
                LabeledEntity(name: "b", sentiment: nil, softSentiment: [0, 0, 1]),
            ])
        #expect(text.labels[.sentiment] == Label(hard: 0))
        let batch = try batch([text], of: corpus)
        #expect(batch.targets[.entity] == [[0.75, 0.25, 0], [0, 0, 1]])
    }

    @Test func `A teacher may know topics, alone or beside the sentiment`() throws {
        let numbers = 0..<40
        _ = try write(
            "tweets_topic.tsv",
            ["text\ttopic"] + numbers.map { "text \($0)\t\($0 % 2 == 0 ? "oil" : "gold")" })
        let soft = try write(
            "soft.tsv",
            ["text\toil\tnegative\tneutral\tpositive\tgold"]
                + numbers.map { "text \($0)\t0.75\t\t\t\t0.25" }
                + numbers.map { "other \($0)\t0.5\t0\t1\t0\t0.5" })
        let corpus = try Corpus(folder: folder.path, softLabels: soft)
        #expect(corpus.heads[.topic]?.labels == ["gold", "oil"])
        let known = try #require(
            corpus.training.first { $0.text.hasPrefix("text") && $0.labels[.topic].hard == 0 })
        #expect(known.labels[.topic].soft == [0.25, 0.75] && known.labels[.sentiment] == Label())
        let other = try #require(corpus.training.first { $0.text.hasPrefix("other") })
        #expect(other.labels[.topic] == Label(soft: [0.5, 0.5]))
        #expect(other.labels[.sentiment].soft == [0, 1, 0])
        let batch = try batch([known, other], of: corpus)
        #expect(batch.targets[.topic] == [[0.625, 0.375], [0.5, 0.5]])
    }

    @Test(arguments: ["x\t0.5\t0.5\t0.5", "x\t-1\t1\t1", "x\ta\t0\t1", "x\t\t\t", "x\t\t0\t1"])
    func `Probabilities that are none are refused with file and line`(row: String) throws {
        let soft = try write("soft.tsv", ["text\tnegative\tneutral\tpositive", row])
        do {
            _ = try Corpus(folder: folder.path, softLabels: soft)
            Issue.record("accepted")
        } catch {
            #expect(error.description.hasPrefix("\(soft):2: "))
        }
    }

    @Test func `A corpus of another head adds the head, with the labels that it is given or has`() throws {
        _ = try write("phrasebank.tsv", ["text\tsentiment", "fine\tneutral", "good\tpositive"])
        _ = try write("alarms.tsv", ["text\turgency", "fire\thigh", "rain\tlow", "good\tlow"])
        _ = try write(
            "roles.tsv", ["text\tcompany\trole", "a sues b\ta\tplaintiff", "a sues b\tb\tdefendant"])
        let corpus = try Corpus(
            folder: folder.path, names: ["phrasebank", "alarms", "roles"],
            formats: CorpusFormat.known + [
                CorpusFormat(
                    "alarms", teaches: "urgency", labels: ["low", "high"], rows: .label(column: "urgency")),
                CorpusFormat(
                    "roles", teaches: "role", labels: nil,
                    rows: .entityLabel(entity: "company", label: "role")),
            ])
        #expect(corpus.heads.map(\.name) == [.sentiment, .topic, .entity, "urgency", "role"])
        #expect(corpus.heads["urgency"] == HeadSpec("urgency", scope: .text, labels: ["low", "high"]))
        #expect(corpus.heads["role"] == HeadSpec("role", scope: .entity, labels: ["defendant", "plaintiff"]))
        let all = corpus.training + corpus.validation.flatMap(\.texts)
        let good = try #require(all.first { $0.text == "good" })
        #expect(good.labels["urgency"].hard == 0 && good.sentiment == 2)
        let suit = try #require(all.first { $0.text == "a sues b" })
        #expect(suit.entities.map { $0.labels["role"].hard } == [1, 0])
        #expect(suit.sentiment == nil)
    }

    @Test func `A folder without corpora is told what was expected`() {
        #expect(throws: CorpusError.nothingFound(folder: folder.path)) { try Corpus(folder: folder.path) }
    }
}
