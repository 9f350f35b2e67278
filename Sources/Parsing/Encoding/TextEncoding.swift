// Bytes to UTF-8 by RFC 7303, 3: a byte order mark wins over the HTTP header, the header over the XML
// declaration, that over the meta element of a page. But a label is only believed as far as the bytes agree:
// servers put the label of their configuration on whatever they send. Labels mean what the WHATWG Encoding
// Standard says they do ("latin1" is windows-1252).

/// A document's text as UTF-8, whatever it came in.
///
/// A declaration that the bytes contradict loses: what is valid UTF-8 is UTF-8, what is not, is not.
func decodedText(_ bytes: [UInt8], contentType: String?) -> [UInt8] {
    withoutC1(decoded(bytes, contentType: contentType))
}

private func decoded(_ bytes: [UInt8], contentType: String?) -> [UInt8] {
    var bytes = bytes
    if let (encoding, length) = byteOrderMark(bytes) {
        bytes.removeFirst(length)
        // A mark on bytes of another encoding was glued on by a program.
        if let text = converted(bytes, from: encoding) { return text }
    } else if let encoding = wideEncoding(bytes), let text = converted(bytes, from: encoding) {
        return text
    }
    let labels = [contentType.flatMap(charset), declaredEncoding(bytes), metaEncoding(bytes)].compactMap {
        $0.map(whatwgEncoding)
    }
    if isUTF8(bytes) {
        return isTrusted(utf8: bytes, against: labels) ? bytes : legacy(bytes, labels) ?? bytes
    }
    return legacy(bytes, labels)
        ?? (mostlyUTF8(bytes) ? lossy(bytes[...]) : converted(bytes, from: sniffedEncoding(bytes)))
        ?? lossy(bytes[...])
}

/// Whether bytes that are valid UTF-8 were meant as that, whatever they are labeled as.
private func isTrusted(utf8 bytes: [UInt8], against labels: [String]) -> Bool {
    guard let label = labels.first, !labels.contains("utf-8") else { return true }
    // Encodings of 7 bits hide their letters behind ASCII.
    if ["iso-2022", "hz-gb", "utf-7"].contains(where: label.hasPrefix) {
        return bytes.contains { $0 >= 0x80 }
    }
    // A short text in double bytes may be pairs that UTF-8 has as well; three in a row are no chance.
    guard doubleByte.contains(label) else { return true }
    return bytes.allSatisfy { $0 < 0x80 } || bytes.contains { $0 >= 0xE0 }
}

private let doubleByte: Set<String> = ["gb18030", "big5-hkscs", "cp932", "euc-jp", "cp949"]

/// The text in the first labeled encoding that all bytes belong to, otherwise in the first that iconv knows;
/// UTF-8 and wide encodings were ruled out before.
private func legacy(_ bytes: [UInt8], _ labels: [String]) -> [UInt8]? {
    let texts = labels.lazy.filter { label in
        label != "utf-8" && !["utf-16", "utf-32", "ucs-"].contains(where: label.hasPrefix)
    }.compactMap { converted(bytes, from: $0) }
    return texts.first { !contains(replacement, in: $0) } ?? texts.first
}

private let replacement = Array("\u{FFFD}".utf8)

private func contains(_ mark: [UInt8], in text: [UInt8]) -> Bool { end(of: mark, in: text[...]) != nil }

/// Whether more characters beyond ASCII are whole than broken: one bad byte does not turn a text into Latin
/// 1.
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
