import Testing

@testable import bellwether

@Suite struct InputOutputTests {
    @Test func `Lines end with a line feed, with or without a carriage return`() {
        #expect(lines(of: Array("a\r\nb\n\nc".utf8)) == ["a", "b", "", "c"])
        #expect(lines(of: Array("a\n".utf8)) == ["a"])
        #expect(lines(of: []) == [])
        #expect(lines(of: [0x61, 0xFF]) == ["a\u{FFFD}"])
    }

    @Test func `A file that is not there is named with the reason`() {
        #expect {
            try readInput("/nowhere")
        } throws: { error in
            Failure(error).message == "cannot read /nowhere: there is no such file"
        }
    }
}
