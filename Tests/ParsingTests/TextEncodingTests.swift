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

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let gbk: [UInt8] = [
        0xB0, 0xA2, 0xC0, 0xEF, 0xB0, 0xCD, 0xB0, 0xCD, 0xBE, 0xBB, 0xC0, 0xFB, 0xC8, 0xF3, 0xCF, 0xC2, 0xBB,
        0xAC, 0xC1, 0xF9, 0xB3, 0xC9,
    ]

    private func title(
        _ bytes: [UInt8], declared: String? = nil, header: String? = nil, mark: [UInt8] = [],
        language: String? = nil
    ) throws -> String? {
        let declaration = declared.map { "<?xml version='1.0' encoding='\($0)'?>" } ?? ""
        let language = language.map { "<language>\($0)</language>" } ?? ""
        let document =
            mark + Array("\(declaration)<rss><channel>\(language)<item><title>".utf8) + bytes
            + Array("</title></item></channel></rss>".utf8)
        return try parseFeed(document, contentType: header.map { "text/xml; charset=\($0)" }).entries.first?
            .title
    }

    @Test(arguments: ["gbk", "big5", "shift_jis", "iso-8859-1", "windows-1251", "koi8-r", "utf-16"])
    func `A label that valid UTF-8 contradicts loses`(label: String) throws {
        let wanted = "阿里巴巴净利润下滑六成"
        #expect(try title(Array(wanted.utf8), declared: "UTF-8", header: label) == wanted)
        #expect(try title(Array(wanted.utf8), header: label) == wanted)
        #expect(try title(Array(wanted.utf8), declared: label) == wanted)
        #expect(try title(Array("café".utf8), declared: "UTF-8", header: label) == "café")
    }

    @Test func `A mark wins over the header, and loses against bytes that are not of it`() throws {
        #expect(try title(Array("café".utf8), header: "gbk", mark: Self.mark) == "café")
        #expect(try title([0x63, 0x61, 0x66, 0xE9], header: "iso-8859-1", mark: Self.mark) == "café")
        #expect(try title(Self.gbk, header: "gbk", mark: Self.mark) == "阿里巴巴净利润下滑六成")
    }

    @Test func `Of two labels the one that the bytes belong to counts`() throws {
        #expect(try title(Self.gbk, declared: "gbk", header: "utf-8") == "阿里巴巴净利润下滑六成")
        #expect(try title(Self.gbk, declared: "gbk", header: "big5") == "阿里巴巴净利润下滑六成")
        #expect(try title([0x63, 0x61, 0x66, 0xE9], declared: "windows-1252", header: "utf-8") == "café")
    }

    @Test func `A short text in double bytes is not taken for UTF-8`() throws {
        #expect(try title([0xC4, 0xA3], header: "gbk") == "模")
        #expect(try title([0xC4, 0xA3], declared: "utf-8", header: "gbk") == "ģ")
    }

    @Test(
        arguments: [
            (gbk, nil, "阿里巴巴净利润下滑六成"),
            ([0xC7, 0xD1, 0xB1, 0xB9, 0xC0, 0xBA, 0xC7, 0xE0, 0x20, 0xB1, 0xE2, 0xC1, 0xD8], nil, "한국은행 기준"),
            ([0x93, 0xFA, 0x8B, 0xE2, 0x82, 0xAA, 0x97, 0x98, 0x8F, 0xE3, 0x82, 0xB0], nil, "日銀が利上げ"),
            ([0xC6, 0xFC, 0xB6, 0xE4, 0xA4, 0xAC, 0xCD, 0xF8, 0xBE, 0xE5, 0xA4, 0xB2], nil, "日銀が利上げ"),
            (
                [0xA5, 0x78, 0xBF, 0x6E, 0xB9, 0x71, 0xC0, 0xF2, 0xA7, 0x51, 0xA4, 0x6A, 0xB4, 0xEE], "zh-TW",
                "台積電獲利大減"
            ),
            ([0xC3, 0xE0, 0xE7, 0xEF, 0xF0, 0xEE, 0xEC], nil, "Газпром"),
            ([0xE7, 0xC1, 0xDA, 0xD0, 0xD2, 0xCF, 0xCD], "ru", "Газпром"),
            (
                Array("Peugeot r".utf8) + [0xE9] + Array("duit sa pr".utf8) + [0xE9] + Array("vision".utf8),
                nil,
                "Peugeot réduit sa prévision"
            ),
        ] as [([UInt8], String?, String)])
    func `Bytes without a label, or with a wrong one, are read by what they look like`(
        bytes: [UInt8], language: String?, wanted: String
    ) throws {
        #expect(try title(bytes, language: language) == wanted)
        #expect(try title(bytes, declared: "utf-8", header: "UTF-8", language: language) == wanted)
    }

    @Test func `Seven-bit Japanese is read by its label`() throws {
        let bytes: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x36, 0x64, 0x1B, 0x28, 0x42]
        #expect(try title(bytes, header: "iso-2022-jp") == "日銀")
    }
}
