import Domain
import Parsing
import Testing

@Suite struct TextEncodingTests {
    @Test func `A byte order mark wins over the header, the header over the declaration`() throws {
        let latin =
            Array("<?xml version='1.0' encoding='UTF-8'?><rss><channel><item><title>caf".utf8) + [0xE9]
            + Array("</title></item></channel></rss>".utf8)
        #expect(
            try parseFeed(latin, contentType: "text/xml; charset=\"iso-8859-1\"").entries[0].title == "café")
        let marked =
            [0xEF, 0xBB, 0xBF] + Array("<rss><channel><item><title>café</title></item></channel></rss>".utf8)
        #expect(try parseFeed(marked, contentType: "text/xml; charset=iso-8859-1").entries[0].title == "café")
    }

    @Test(arguments: [
        ("windows-1251", [0xCF, 0xF0, 0xE8, 0xE1, 0xFB, 0xEB, 0xFC], "Прибыль"),
        ("koi8-r", [0xF0, 0xD2, 0xC9, 0xC2, 0xD9, 0xCC, 0xD8], "Прибыль"),
        ("shift_jis", [0x8A, 0x94, 0x89, 0xBF], "株価"), ("gb2312", [0xB9, 0xC9, 0xBC, 0xDB], "股价"),
        ("big5", [0xAA, 0xD1, 0xBB, 0xF9], "股價"), ("euc-kr", [0xC1, 0xD6, 0xB0, 0xA1], "주가"),
        ("latin1", [0x93, 0x80, 0x94], "“€”"), ("iso-8859-2", [0xA3, 0xF3, 0x64, 0xBC], "Łódź"),
        ("utf-8", [0xE9, 0x74, 0xE9], "été"), ("utf-8", [0x80, 0x31], "€1"),
        ("no-such-encoding", [0xC3, 0xA9], "é"),
        ("iso-8859-1; nonsense", [0xE9], "é"),
    ])
    func `A title is read in its declared encoding, or in the one that its bytes have`(
        label: String, bytes: [UInt8], wanted: String
    ) throws {
        let tail = Array("</title></item></channel></rss>".utf8)
        let declared =
            Array("<?xml version='1.0' encoding='\(label)'?><rss><channel><item><title>".utf8) + bytes + tail
        #expect(try parseFeed(declared).entries.map(\.title) == [wanted])
        let bare = Array("<rss><channel><item><title>".utf8) + bytes + tail
        #expect(
            try parseFeed(bare, contentType: "text/xml; charset=\(label)").entries.map(\.title) == [wanted])
    }

    @Test func `UTF-16 is read by its byte order mark`() throws {
        let text =
            "<?xml version='1.0' encoding='UTF-16'?><rss><channel><item><title>Zürich €</title></item></channel></rss>"
        let units = Array(text.utf16)
        let little: [UInt8] =
            [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
        let big: [UInt8] =
            [0xFE, 0xFF] + units.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 255)] }
        #expect(try parseFeed(little).entries[0].title == "Zürich €")
        #expect(try parseFeed(big).entries[0].title == "Zürich €")
    }
}
