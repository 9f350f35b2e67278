import Glibc

// Bytes to UTF-8 by RFC 7303, 3: a byte order mark wins over the HTTP header, the header over the XML declaration; then
// the bytes themselves are asked. Labels mean what the WHATWG Encoding Standard says they do ("latin1" is windows-1252).

/// A document's text as UTF-8, whatever it came in.
///
/// A declaration that the bytes contradict loses: what is valid UTF-8 is UTF-8, what is not, is not.
func decodedText(_ bytes: [UInt8], contentType: String?) -> [UInt8] {
    withoutC1(decoded(bytes, contentType: contentType))
}

/// The C1 controls as the characters of windows-1252 that they were meant to be: nobody means the controls.
func withoutC1(_ text: [UInt8]) -> [UInt8] {
    let pairs = zip(text, text.dropFirst())
    guard pairs.contains(where: { $0 == 0xC2 && (0x80...0x9F).contains($1) }) else { return text }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map { scalar in
        (0x80...0x9F).contains(scalar.value) ? Unicode.Scalar(windows1252(scalar.value)) ?? scalar : scalar
    }
    return scalars.flatMap { Array(UTF8.encode($0) ?? .init()) }
}

private func decoded(_ bytes: [UInt8], contentType: String?) -> [UInt8] {
    if let (encoding, length) = byteOrderMark(bytes) {
        return converted(Array(bytes[length...]), from: encoding) ?? lossy(bytes[length...])
    }
    if let encoding = wideEncoding(bytes), let text = converted(bytes, from: encoding) { return text }
    let declared = [contentType.flatMap(charset), declaredEncoding(bytes)].compactMap {
        $0.map(whatwgEncoding)
    }
    for label in declared where label != "utf-8" {
        // A wide encoding was ruled out above: the declaration itself was read as single bytes.
        guard !label.hasPrefix("utf-16"), !label.hasPrefix("utf-32"), !label.hasPrefix("ucs-") else {
            continue
        }
        // Plain ASCII is the same in all; bytes that are UTF-8 by their form were hardly meant as anything else.
        if isUTF8(bytes), label.hasPrefix("windows-125") || label.hasPrefix("iso-8859"),
            declared.contains("utf-8")
        {
            return bytes
        }
        if let text = converted(bytes, from: label) { return text }
    }
    return isUTF8(bytes)
        ? bytes
        : mostlyUTF8(bytes) ? lossy(bytes[...]) : converted(bytes, from: "windows-1252") ?? lossy(bytes[...])
}

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
private func byteOrderMark(_ bytes: [UInt8]) -> (encoding: String, length: Int)? {
    let marks: [([UInt8], String)] = [
        ([0xEF, 0xBB, 0xBF], "utf-8"), ([0x00, 0x00, 0xFE, 0xFF], "utf-32be"),
        ([0xFF, 0xFE, 0x00, 0x00], "utf-32le"),
        ([0xFE, 0xFF], "utf-16be"), ([0xFF, 0xFE], "utf-16le"),
    ]
    return marks.first { bytes.starts(with: $0.0) }.map { ($0.1, $0.0.count) }
}

/// The encoding that `<` or `<?` is written in where it is not ASCII (XML 1.0, appendix F).
private func wideEncoding(_ bytes: [UInt8]) -> String? {
    let starts: [([UInt8], String)] = [
        ([0x00, 0x00, 0x00, 0x3C], "utf-32be"), ([0x3C, 0x00, 0x00, 0x00], "utf-32le"),
        ([0x00, 0x3C, 0x00], "utf-16be"), ([0x3C, 0x00], "utf-16le"), ([0x4C, 0x6F, 0xA7, 0x94], "ibm037"),
    ]
    return starts.first { bytes.starts(with: $0.0) }?.1
}

/// The encoding that the XML declaration names.
private func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(512), as: UTF8.self)
    guard let start = head.firstRange(of: "<?xml"), let end = head[start.upperBound...].firstRange(of: "?>"),
        let name = head[start.upperBound..<end.lowerBound].firstRange(of: "encoding")
    else { return nil }
    let rest = head[name.upperBound..<end.lowerBound].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != quote }).trimmed.nonEmpty
}

/// The name that iconv knows for a label of the web.
private func whatwgEncoding(_ label: String) -> String {
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

private func isUTF8(_ bytes: [UInt8]) -> Bool {
    // A zero byte apart, validation costs one pass.
    unsafe bytes.withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) != nil }
}

/// What a number from 0x80 to 0x9F is in windows-1252.
func windows1252(_ number: UInt32) -> UInt32 {
    let table: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
        0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ]
    return table[Int(number - 0x80)]
}

/// Whether more characters beyond ASCII are whole than broken: one bad byte does not turn a text into Latin 1.
private func mostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var (whole, broken) = (0, 0)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where !scalar.isASCII {
        if scalar == "\u{FFFD}" { broken += 1 } else { whole += 1 }
    }
    return whole > broken
}

private func lossy(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).utf8)
}

/// Bytes in another encoding as UTF-8, what cannot be read as U+FFFD; nil for an encoding that iconv does not know.
private func converted(_ bytes: [UInt8], from encoding: String) -> [UInt8]? {
    if encoding == "utf-8" { return isUTF8(bytes) ? bytes : nil }
    guard let descriptor = unsafe iconv_open("UTF-8", encoding), Int(bitPattern: descriptor) != -1
    else {
        return nil
    }
    defer { unsafe iconv_close(descriptor) }
    var input = bytes
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    var room = [UInt8](repeating: 0, count: 16384)
    // The pointers stay inside `input` and `room`, whose lengths iconv is told and counts down.
    unsafe input.withUnsafeMutableBytes { input in
        unsafe room.withUnsafeMutableBytes { room in
            var from = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = input.count
            while left > 0 {
                var to = unsafe room.baseAddress?.assumingMemoryBound(to: CChar.self)
                var free = room.count
                let status = unsafe iconv(descriptor, &from, &left, &to, &free)
                unsafe result.append(
                    contentsOf: UnsafeRawBufferPointer(rebasing: room[..<(room.count - free)]))
                guard status == -1, errno != E2BIG, left > 0 else { continue }
                result.append(contentsOf: "\u{FFFD}".utf8)
                unsafe from = from.map { unsafe $0 + 1 }
                left -= 1
            }
        }
    }
    return result
}
