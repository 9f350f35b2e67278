import Testing

@testable import bellwether

@Suite struct InputOutputTests {
    @Test func `Lines end with a line feed, with or without a carriage return`() {
        #expect(TextLines(Array("a\r\nb\n\nc".utf8)).texts == ["a", "b", "", "c"])
        #expect(TextLines(Array("a\n".utf8)).texts == ["a"])
        #expect(TextLines([]).texts == [])
        #expect(TextLines([]).warning == nil)
    }

    @Test func `Latin text that is not UTF-8 is read, and told with the numbers of its lines`() {
        // "Société", "“Käse” 5 €" as windows-1252 has them, between lines of UTF-8.
        let societe: [UInt8] = Array("Soci".utf8) + [0xE9, 0x74, 0xE9]
        let cheese: [UInt8] = [0x93, 0x4B, 0xE4] + Array("se".utf8) + [0x94] + Array(" 5 ".utf8) + [0x80]
        let input = TextLines(societe + [0x0A] + Array("Société\n".utf8) + cheese)
        #expect(input.texts == ["Société", "Société", "“Käse” 5 €"])
        #expect(input.warning == "lines 1, 3 are not UTF-8 and were read as windows-1252")
        #expect(TextLines([0x61, 0xFF]).texts == ["aÿ"])
        let many = TextLines(Array(repeating: [0xE9, 0x0A], count: 5).flatMap(\.self))
        #expect(
            many.warning == "lines 1, 2, 3 and 2 more are not UTF-8 and were read as windows-1252")
        #expect(
            TextLines([0xE9]).warning == "line 1 is not UTF-8 and was read as windows-1252")
    }

    @Test func `UTF-8 that is damaged stays UTF-8`() {
        let cut = TextLines(Array("Société généra".utf8) + [0xC3])
        #expect(cut.texts == ["Société généra\u{FFFD}"])
        #expect(cut.warning == nil)
    }

    @Test func `A file that is not there is named with the reason`() {
        #expect {
            try readInput("/nowhere")
        } throws: { error in
            Failure(error).message == "cannot read /nowhere: there is no such file"
        }
    }
}
