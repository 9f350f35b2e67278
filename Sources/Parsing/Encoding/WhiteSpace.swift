extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        let bytes = Array(utf8)
        var start = 0
        while start < bytes.count {
            let length = whiteSpace(bytes, start)
            if length == 0 { break }
            start += length
        }
        var end = bytes.count
        trimming: while end > start {
            // White space has one to three bytes.
            for length in 1...3 where end - length >= start && whiteSpace(bytes, end - length) == length {
                end -= length
                continue trimming
            }
            break
        }
        return start == 0 && end == bytes.count
            ? String(self) : String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Runs of white space as one blank, none at the ends.
    var singleSpaced: String { String(decoding: squeezed(Array(utf8), keepsLines: false), as: UTF8.self) }
}

/// UTF-8 text with runs of white space as one blank, none at the ends of lines, and no empty lines.
///
/// White space is that of Unicode (White_Space in PropList.txt), recognized by its bytes: this is where most
/// of a feed's time went.
/// - Parameter keepsLines: Whether `\n` ends a line; otherwise it is white space like any other.
func squeezed(_ text: [UInt8], keepsLines: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    let newline = UInt8(ascii: "\n")
    var (isSpaced, isBroken) = (false, false)
    var index = 0
    while index < text.count {
        let length = whiteSpace(text, index)
        guard length == 0 else {
            if keepsLines && text[index] == newline { isBroken = true } else { isSpaced = true }
            index += length
            continue
        }
        if !out.isEmpty, isBroken || isSpaced { out.append(isBroken ? newline : UInt8(ascii: " ")) }
        (isSpaced, isBroken) = (false, false)
        out.append(text[index])
        index += 1
    }
    return out
}

/// The number of bytes of white space at a place; 0 for anything else.
func whiteSpace(_ text: [UInt8], _ index: Int) -> Int {
    let first = text[index]
    if first < 0x80 { return first == 0x20 || (0x09...0x0D).contains(first) ? 1 : 0 }
    guard first == 0xC2 || (0xE1...0xE3).contains(first), index + 1 < text.count else { return 0 }
    let second = text[index + 1]
    if first == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
    guard index + 2 < text.count else { return 0 }
    switch (first, second, text[index + 2]) {
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9),
        (0xE2, 0x80, 0xAF),
        (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
        return 3
    default: return 0
    }
}

extension String {
    /// Nil in place of an empty string.
    var nonEmpty: String? { isEmpty ? nil : self }
}
