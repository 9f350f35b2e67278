// Bytes to UTF-8 by RFC 7303, 3: a byte order mark wins over the HTTP header, the header over the XML
// declaration; then the bytes themselves are asked. Labels mean what the WHATWG Encoding Standard says they
// do ("latin1" is windows-1252).

/// A document's text as UTF-8, whatever it came in.
///
/// A declaration that the bytes contradict loses: what is valid UTF-8 is UTF-8, what is not, is not.
func decodedText(_ bytes: [UInt8], contentType: String?) -> [UInt8] {
    withoutC1(decoded(bytes, contentType: contentType))
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
        // Plain ASCII is the same in all; bytes that are UTF-8 by their form were hardly meant as anything
        // else.
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
