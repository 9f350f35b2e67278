import TestSupport
import Testing

@testable import Training

/// Files with a word a line.
@Suite struct ColumnFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func labeled(_ text: String) throws -> ColumnFile {
        try ColumnFile.labeled(try folder.file("f", Array(text.utf8)), types: taggedTypes)
    }

    private func problem(_ text: String) -> String? {
        do {
            _ = try labeled(text)
            return nil
        } catch {
            return "\(error)".split(separator: "/").last.map(String.init)
        }
    }

    @Test func `Documents, sentences, words and tags are read, whatever the line ends`() throws {
        let text =
            "-DOCSTART- -X- O O\n\nEU NNP I-ORG\nsays VBD O\n\n\nPeter I-PER\n-DOCSTART-\nRome\tI-LOC\n"
        for text in [
            text, text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"),
        ] {
            let file = try labeled(text)
            #expect(file.documents.map { $0.map(\.words) } == [[["EU", "says"], ["Peter"]], [["Rome"]]])
            #expect(file.documents.map { $0.map(\.tags) } == [[["B-ORG", "O"], ["B-PER"]], [["B-LOC"]]])
            #expect(file.documents[0][1].lines == [6])
            #expect(file.documentLines == [0, 7])
        }
    }

    @Test(arguments: [
        (
            ["I-PER", "I-PER", "B-PER", "I-ORG", "O", "I-LOC"],
            ["B-PER", "I-PER", "B-PER", "B-ORG", "O", "B-LOC"]
        ),
        (["B-PER", "I-PER", "O", "B-LOC"], ["B-PER", "I-PER", "O", "B-LOC"]), (["O", "I-O"], ["O", "B-O"]),
        ([], []),
    ])
    func `Both ways to write tags say the same`(tags: [String], expected: [String]) {
        #expect(TagNames.iob2(tags) == expected)
    }

    @Test func `What cannot be learned from is refused with its line`() {
        #expect(problem("EU I-ORG\nsays\n") == "f:2: 1 fields where the header has 2")
        #expect(problem("EU I-ORG\n\nsays B-FOO\n") == "f:3: \"B-FOO\" is not a valid tag")
        #expect(problem("") == "f has no sentence; it needs a word and its tag per line")
        #expect(problem("-DOCSTART- O\n\n") == "f has no sentence; it needs a word and its tag per line")
        #expect(throws: CorpusError.self) {
            try ColumnFile.labeled("\(folder.path)/none", types: taggedTypes)
        }
    }

    @Test func `A file without tags has its words, and damaged bytes are words too`() {
        let file = ColumnFile([0x41, 0xFF, 0x0A] + Array("b\n\n".utf8))
        #expect(file.documents == [[file.documents[0][0]]])
        #expect(file.documents[0][0].words == ["A\u{FFFD}", "b"])
        #expect(ColumnFile([]).documents.isEmpty)
    }
}
