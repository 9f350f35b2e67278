import Classification
import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Training

@Suite struct LabelFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func corpus(_ lines: String, texts: [String] = [], folder data: String? = nil) throws -> Corpus {
        let path = try folder.file("mine.tsv", Array(lines.utf8))
        return try Corpus(folder: data, labels: [try LabelFile(path: path, texts: texts)])
    }

    private func all(_ corpus: Corpus) -> [LabeledText] {
        Corpus.merged(corpus.training + corpus.validation.flatMap(\.texts) + corpus.reported.flatMap(\.texts))
    }

    @Test func `One file teaches sentiment, topic and entities, and its topics are the head's`() throws {
        let corpus = try corpus(
            "text\tsentiment\tentity\tentity_sentiment\ttopic\n"
                + "Beta sinks, Acme gains\tneutral\tBeta\tnegative\tmarkets\n"
                + "Beta sinks, Acme gains\tneutral\tacme\tpositive\tmarkets\nOil is up\tpositive\t\t\toil\n")
        #expect(corpus.heads[.topic]?.labels == ["markets", "oil"])
        #expect(corpus.names == ["mine"])
        let pair = try #require(all(corpus).first { $0.text.hasPrefix("Beta") })
        #expect(pair.sentiment == 1 && pair.labels[.topic].hard == 0 && pair.isContrast)
        #expect(
            pair.entities == [
                LabeledEntity(name: "Beta", sentiment: 0), LabeledEntity(name: "acme", sentiment: 2),
            ])
        let oil = try #require(all(corpus).first { $0.text == "Oil is up" })
        #expect(oil.entities.isEmpty && oil.sentiment == 2)
    }

    @Test func `A file may label any of the heads, and only some of its texts for each`() throws {
        let topics = try corpus("text\ttopic\nOil is up\toil\nNothing said\t\n")
        #expect(all(topics).allSatisfy { $0.sentiment == nil })
        #expect(all(topics).compactMap { $0.labels[.topic].hard } == [0])
        let entities = try corpus(
            "text\tentity\tentity_sentiment\na and b\ta\tnegative\na and b\tb\tpositive\nc\tc\tneutral\n")
        #expect(all(entities).first { $0.text == "a and b" }?.sentiment == nil, "its entities disagree")
        #expect(all(entities).first { $0.text == "c" }?.sentiment == 1, "that on which its entities agree")
    }

    @Test func `Keys are looked up among the texts, with the bytes that name the entity`() throws {
        let text = "Überraschung: Çelik gains"
        let key = String(fingerprint(text.utf8), radix: 16)
        let lines =
            "key\tsentiment\tentity_start\tentity_end\tentity_sentiment\n\(key)\tpositive\t15\t21\tpositive\n"
            + "0123456789abcdef\tnegative\t\t\t\n"
        let path = try folder.file("keyed.tsv", Array(lines.utf8))
        let file = try LabelFile(path: path, texts: ["another", text])
        #expect(file.unknown == 1 && file.name == "keyed")
        #expect(
            try file.labeled(topics: []).map(\.entities) == [[LabeledEntity(name: "Çelik", sentiment: 2)]])
        #expect(throws: CorpusError.noTexts(path: path)) { try LabelFile(path: path, texts: ["another"]) }
    }

    @Test(arguments: [
        ("x\tpositiv\t\t\t", "unknown sentiment \"positiv\"; the labels are negative, neutral, positive"),
        (" \tpositive\t\t\t", "the text is empty"),
        ("Acme up\tpositive\tBell\tpositive\t", "the text does not contain the entity \"Bell\""),
        ("Acme up\tpositive\t\tpositive\t", "entity_sentiment without an entity"),
        (
            "Acme up\tpositive\tAcme\tgood\t",
            "unknown entity_sentiment \"good\"; the labels are negative, neutral, positive"
        ),
        ("Acme up\tpositive\t", "3 fields where the header has 5"),
        ("Acme up\tpositive\t\t\tmoon", "unknown topic \"moon\"; the labels are gold, oil"),
    ])
    func `A label that cannot be is refused with its file and line`(row: String, reason: String) throws {
        _ = try folder.file("tweets_topic.tsv", Array("text\ttopic\nup\toil\ndown\tgold\n".utf8))
        let header = "text\tsentiment\tentity\tentity_sentiment\ttopic\nfine\tneutral\t\t\toil\n"
        let error = #expect(throws: CorpusError.self) {
            try corpus(header + row + "\n", folder: folder.path)
        }
        #expect("\(try #require(error))" == "\(folder.path)/mine.tsv:3: \(reason)")
    }

    @Test(arguments: [
        ("key\tsentiment\nxyz\tneutral\n", ":2: \"xyz\" is not a valid key"),
        (
            "text\tmood\nx\tgood\n",
            ":1: no column sentiment, topic, entity_sentiment; the header has text, mood"
        ),
        ("sentiment\nneutral\n", ":1: no column text or key; the header has sentiment"),
        ("text\tsentiment\n", " has no labeled text; give the texts that its keys belong to with --texts"),
        (
            "text\tentity_start\tentity_end\tentity_sentiment\nÄx\t1\t3\tneutral\n",
            ":2: \"1-3\" is not a valid range of an entity"
        ),
    ])
    func `A file that cannot be read says why`(lines: String, reason: String) throws {
        let error = #expect(throws: CorpusError.self) { try corpus(lines) }
        #expect("\(try #require(error))" == "\(folder.path)/mine.tsv\(reason)")
    }

    @Test func `A byte order mark and carriage returns are no part of the fields`() throws {
        let corpus = try corpus("\u{FEFF}text\tsentiment\r\nAcme up\tpositive\r\nAcme down\tnegative\r\n")
        #expect(Set(all(corpus).map(\.text)) == ["Acme up", "Acme down"])
    }

    @Test func `Own labels are held out by story and group, and the corpora's texts are what is chosen by`()
        throws
    {
        let numbers = 0..<100
        _ = try folder.file(
            "phrasebank.tsv",
            Array(("text\tsentiment\n" + numbers.map { "text \($0)\tpositive\n" }.joined()).utf8))
        let own = numbers.flatMap { number in
            [
                "matter\(number) ends\tpositive\tg\(number)\n",
                "elsewhere\(number) begins\tnegative\tg\(number)\n",
            ]
        }
        let corpus = try corpus(
            "text\tsentiment\tgroup\n" + own.joined() + numbers.map { "text \($0)\tnegative\t\n" }.joined(),
            folder: folder.path)
        #expect(corpus.validation.map(\.corpus) == ["phrasebank"])
        #expect(corpus.reported.map(\.corpus) == ["mine"])
        let held = Set(corpus.reported.flatMap(\.texts).map(\.text))
        let learned = Set(corpus.training.map(\.text))
        #expect(held.count > 4 && held.isDisjoint(with: learned))
        for number in numbers {
            let isHeld = held.contains("matter\(number) ends")
            #expect(held.contains("elsewhere\(number) begins") == isHeld)
        }
        #expect(learned.isDisjoint(with: corpus.validation.flatMap(\.texts).map(\.text)))
    }

    @Test func `All labels can be held out, to report on weights that have not learned from them`() throws {
        let path = try folder.file("mine.tsv", Array("text\tsentiment\nup\tpositive\ndown\tnegative\n".utf8))
        let corpus = try Corpus(folder: nil, labels: [try LabelFile(path: path)], holdsOutLabels: true)
        #expect(corpus.training.isEmpty)
        #expect(corpus.validation.map(\.texts.count) == [2])
    }

    @Test func `The labels that are committed can be read, but for the texts that have only keys`() throws {
        let data = "\(Fixtures.root)/Training/Data"
        let own = try LabelFile(path: "\(data)/sentiment-own.tsv")
        #expect(own.unknown == 0 && own.topics.count == 20)
        let texts = try own.labeled(topics: own.topics.sorted())
        #expect(texts.count == 2406 && texts.allSatisfy { $0.sentiment != nil })
        #expect(throws: CorpusError.noTexts(path: "\(data)/sentiment-labels.tsv")) {
            try LabelFile(path: "\(data)/sentiment-labels.tsv")
        }
    }
}
