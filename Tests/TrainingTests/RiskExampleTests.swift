import Domain
import TestSupport
import Testing

@testable import Training

@Suite struct RiskExampleTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(
        _ lines: String, texts: [String] = []
    ) throws -> (examples: [RiskExample], unknown: Int) {
        try RiskExample.read(try folder.file("labels.tsv", Array(lines.utf8)), texts: texts)
    }

    @Test func `Labels come with their texts or with keys of them`() throws {
        let own = try read("text\tadverse\ttypes\nAcme sued\t1\tlitigation,probe\nAcme grows\t0\t\n").examples
        var expected = [
            RiskExample("Acme sued", isAdverse: true, types: [.litigation, .probe]),
            RiskExample("Acme grows", isAdverse: false),
        ]
        for place in expected.indices { expected[place].source = "labels" }
        #expect(own == expected)
        let key = String(fingerprint("Acme sued".utf8), radix: 16)
        let keyed = try read(
            "key\tadverse\ttypes\tstratum\tinclusion\n\(key)\t1\tprobe\trandom\t0.25\n0123456789abcdef\t0\t\t\t\n",
            texts: ["Acme grows", "Acme sued"])
        #expect(keyed.unknown == 1)
        #expect(keyed.examples.map(\.text) == ["Acme sued"])
        #expect(keyed.examples[0].stratum == "random")
        #expect(keyed.examples[0].weight == 4)
    }

    @Test func `Who suffers the event and who is only named are found by their bytes`() throws {
        let text = "Café Acme sues Bolt and Caddy: FTC"
        let key = String(fingerprint(text.utf8), radix: 16)
        let example = try #require(
            try read(
                "key\tadverse\ttypes\tentity_start\tentity_end\talso\tothers\n\(key)\t1\tlitigation\t16\t20\t25-30\t0-10,32-35\n",
                texts: [text]
            ).examples.first)
        #expect(example.sufferers == ["Bolt", "Caddy"])
        #expect(example.bystanders == ["Café Acme", "FTC"])
        let own = try read("text\tadverse\ttypes\tentity\nBolt sued\t1\tlitigation\tBolt\n").examples
        #expect(own.map(\.sufferers) == [["Bolt"]])
    }

    @Test(arguments: ["3-4", "0-99", "5-5", "7", "-1-4", "a-b"])
    func `A place that is not in the text, or is half a letter, is refused`(place: String) {
        let error = #expect(throws: CorpusError.self) {
            try read("text\tadverse\ttypes\tothers\nCafé Acme sued\t1\tlitigation\t\(place)\n")
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("labels.tsv:2: \"\(place)\" is not a valid others"))
    }

    @Test func `An entity that the text does not name is refused`() {
        #expect(throws: CorpusError.self) {
            try read("text\tadverse\ttypes\tentity\nAcme sued\t1\tlitigation\tBolt\n")
        }
    }

    @Test(arguments: [
        ("x\t2\t\n", "\"2\" is not a valid adverse"), ("x\t1\tprone\n", "\"prone\" is not a valid type"),
        ("x\t0\tprobe\n", "\"probe\" is not a valid type of a text that is not adverse"),
        ("x\t1\n", "2 fields where the header has 3"),
    ])
    func `A label that cannot be is refused with its line`(row: String, reason: String) throws {
        let path = "\(folder.path)/labels.tsv"
        let error = #expect(throws: CorpusError.self) {
            try read("text\tadverse\ttypes\nfine\t0\t\n\(row)")
        }
        #expect("\(try #require(error))" == "\(path):3: \(reason)")
        #expect(throws: CorpusError.missingColumn(path: path, column: "adverse", have: ["text"])) {
            try read("text\nx\n")
        }
    }

    @Test func `Headlines of one story are in the same fold`() {
        let story = [
            "Acme Motors recalls 300 vans over brake defect", "Brake defect: Acme Motors recalls vans",
            "Regulator looks at Acme vans with brake defect after recalls",
        ]
        let others = (0..<60).map { "headline\($0) about matter\($0) elsewhere\($0)" }
        let folds = storyFolds(others + story, count: 10)
        #expect(Set(folds.suffix(3)).count == 1)
        #expect(Set(folds).count > 5)
        #expect(folds.allSatisfy { (0..<10).contains($0) })
        #expect(storyFolds([], count: 3).isEmpty)
    }
}
