// What a document says of its encoding, and what its first bytes say.

/// The `charset` parameter of a content type.
func charset(_ contentType: String) -> String? {
    for parameter in contentType.split(separator: ";").dropFirst() {
        let sides = parameter.split(separator: "=", maxSplits: 1).map(\.trimmed)
        guard sides.count == 2, sides[0].lowercased() == "charset" else { continue }
        return String(sides[1].filter { $0 != "\"" && $0 != "'" }).nonEmpty
    }
    return nil
}

/// The encoding of a byte order mark, and how long that is.
func byteOrderMark(_ bytes: [UInt8]) -> (encoding: String, length: Int)? {
    let marks: [([UInt8], String)] = [
        ([0xEF, 0xBB, 0xBF], "utf-8"), ([0x00, 0x00, 0xFE, 0xFF], "utf-32be"),
        ([0xFF, 0xFE, 0x00, 0x00], "utf-32le"),
        ([0xFE, 0xFF], "utf-16be"), ([0xFF, 0xFE], "utf-16le"),
    ]
    return marks.first { bytes.starts(with: $0.0) }.map { ($0.1, $0.0.count) }
}

/// The encoding that `<` or `<?` is written in where it is not ASCII (XML 1.0, appendix F).
func wideEncoding(_ bytes: [UInt8]) -> String? {
    let starts: [([UInt8], String)] = [
        ([0x00, 0x00, 0x00, 0x3C], "utf-32be"), ([0x3C, 0x00, 0x00, 0x00], "utf-32le"),
        ([0x00, 0x3C, 0x00], "utf-16be"), ([0x3C, 0x00], "utf-16le"), ([0x4C, 0x6F, 0xA7, 0x94], "ibm037"),
    ]
    return starts.first { bytes.starts(with: $0.0) }?.1
}

/// The encoding that the XML declaration names.
func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(512), as: UTF8.self)
    guard let start = head.firstRange(of: "<?xml"), let end = head[start.upperBound...].firstRange(of: "?>"),
        let name = head[start.upperBound..<end.lowerBound].firstRange(of: "encoding")
    else { return nil }
    let rest = head[name.upperBound..<end.lowerBound].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != quote }).trimmed.nonEmpty
}

/// The encoding that a page names in a meta element.
func metaEncoding(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
    guard let meta = head.firstRange(of: "<meta"), let end = head[meta.upperBound...].firstIndex(of: ">"),
        let name = head[meta.upperBound..<end].firstRange(of: "charset=")
    else { return nil }
    let value = head[name.upperBound..<end].drop { $0 == "\"" || $0 == "'" }
    return String(value.prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }).nonEmpty
}

/// The name that iconv knows for a label of the web.
func whatwgEncoding(_ label: String) -> String {
    let label = label.trimmed.lowercased()
    return [
        "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "us-ascii": "windows-1252", "ascii": "windows-1252",
        "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252",
        "latin1": "windows-1252", "latin-1": "windows-1252", "l1": "windows-1252", "x-cp1252": "windows-1252",
        "iso-8859-9": "windows-1254", "latin5": "windows-1254", "iso-8859-11": "windows-874",
        "tis-620": "windows-874",
        "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
        "chinese": "gb18030",
        "big5": "big5-hkscs", "x-x-big5": "big5-hkscs", "shift_jis": "cp932", "shift-jis": "cp932",
        "sjis": "cp932",
        "x-sjis": "cp932", "windows-31j": "cp932", "ms_kanji": "cp932", "x-euc-jp": "euc-jp",
        "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "korean": "cp949", "ksc5601": "cp949",
        "windows-949": "cp949",
        "koi8": "koi8-r", "koi": "koi8-r", "x-cp1251": "windows-1251", "x-cp1250": "windows-1250",
        "macintosh": "macintosh", "x-mac-roman": "macintosh", "unicode": "utf-16le",
    ][label] ?? label
}
