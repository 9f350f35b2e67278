// What programs write for JSON and is none: the words of their languages for "nothing" (NaN, Infinity, None,
// undefined), nothing at all between two commas, and line ends inside of strings.

/// Words of programs, in lower case, and what they are in JSON.
private let words: [String: String] = [
    "nan": "null", "inf": "null", "infinity": "null", "none": "null", "nil": "null", "undefined": "null",
    "na": "null", "null": "null", "true": "true", "false": "false",
]

/// A document with those replaced: a value that is missing becomes null and costs its row, not the body.
func mendedJSON(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): copyString(text, &index, to: &out)
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
            fillGap(before: byte, in: &out)
            out.append(byte)
            index += 1
        case _ where isWordStart(byte): copyWord(text, &index, to: &out)
        default:
            out.append(byte)
            index += 1
        }
    }
    return out
}

private func isWordStart(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

/// A value between a colon or a comma and what ends it: `[1,,2]`, `{"p":,`, `{"p":}`.
private func fillGap(before end: UInt8, in out: inout [UInt8]) {
    let last = out.last { !isBlank($0) }
    let isGap =
        last == UInt8(ascii: ":")
        || end == UInt8(ascii: ",") && (last == UInt8(ascii: ",") || last == UInt8(ascii: "["))
    if isGap { out += Array("null".utf8) }
}

/// Copies a string to its closing quote, with control characters escaped.
private func copyString(_ text: [UInt8], _ index: inout Int, to out: inout [UInt8]) {
    let quote = text[index]
    repeat {
        let byte = text[index]
        if byte < 0x20 {
            out += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
        } else {
            out.append(byte)
        }
        index += 1
        if byte == UInt8(ascii: "\\"), index < text.count {
            out.append(text[index])
            index += 1
        }
    } while index < text.count && text[index] != quote
    guard index < text.count else { return }
    out.append(quote)
    index += 1
}

/// Copies a word as JSON has it; a number in front of it goes on (`1e5`), and so does a name before a colon.
private func copyWord(_ text: [UInt8], _ index: inout Int, to out: inout [UInt8]) {
    let word = text[index...].prefix {
        isLetterOrDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "$")
    }
    index = word.endIndex
    let isName = text[index...].first { !isBlank($0) } == UInt8(ascii: ":")
    let isInNumber = out.last.map { (48...57).contains($0) || $0 == UInt8(ascii: ".") } ?? false
    guard !isName, !isInNumber, let meant = words[String(decoding: word, as: UTF8.self).lowercased()] else {
        out += word
        return
    }
    // `-Infinity`
    while let last = out.last, last == UInt8(ascii: "-") || last == UInt8(ascii: "+") { out.removeLast() }
    out += Array(meant.utf8)
}
