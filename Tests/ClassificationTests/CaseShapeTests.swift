import Testing

@testable import Classification

/// How words and sentences are written.
@Suite struct CaseShapeTests {
    @Test(arguments: [
        (",", CaseShape.Kind.mark), ("—", .mark), ("🚀", .mark), ("1996-08-22", .number), ("1,000.5", .number),
        ("profit", .lower), ("日本", .lower), ("apple's", .lower), ("Apple", .capitalized),
        ("Émile", .capitalized), ("IBM", .upper), ("AT&T", .upper), ("J.", .initial), ("A", .initial),
        ("U.S.", .abbreviation), ("McDonald", .mixed), ("eBay", .mixed), ("Anglo-Dutch", .mixed),
        ("3M", .alphanumeric), ("A320", .alphanumeric), ("", .mark),
    ])
    func `A word has one of nine kinds`(word: String, kind: CaseShape.Kind) {
        #expect(CaseShape.kind(of: word) == kind)
    }

    @Test(arguments: [
        ("Apple gains as Samsung slips", CaseShape.Sentence.mixed), ("APPLE GAINS 3M", .upper),
        ("apple gains as samsung slips", .lower), ("Apple Gains as Samsung Slips in Asia", .title),
        ("LONDON", .mixed), ("Jan Ullrich", .mixed), ("", .lower),
    ])
    func `A sentence is written in one of four ways`(text: String, way: CaseShape.Sentence) {
        #expect(CaseShape.sentence(text.split(separator: " ").map { CaseShape.kind(of: $0) }) == way)
    }

    @Test func `All shapes are told apart, and none is that of the frame`() {
        let first = CaseShape.shapes(of: ["\"", "Apple", "gains", "3", "%"])
        #expect(Set(first).count == 4)
        #expect(first.allSatisfy { (0..<CaseShape.count).contains($0) })
        // The first word with a letter or a digit begins the sentence.
        #expect(CaseShape.shapes(of: ["Apple"])[0] != CaseShape.shapes(of: ["the", "Apple"])[1])
        #expect(CaseShape.count == 72)
        #expect(CaseShape.none == 72)
    }
}
