/// What stands for something else in markup.
private let markup = Set("&<>\"'".utf8)

/// A text as the content of an element or a quoted attribute of HTML, XML or SVG has it (HTML Living
/// Standard, 13.3; XML 1.0, 2.4).
///
/// Byte by byte: a quotation mark that a combining accent or a joiner follows is another `Character`, and
/// would end the attribute that it is in.
public func escapedMarkup(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(where: markup.contains) else { return String(text) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "&"): bytes += "&amp;".utf8
        case UInt8(ascii: "<"): bytes += "&lt;".utf8
        case UInt8(ascii: ">"): bytes += "&gt;".utf8
        case UInt8(ascii: "\""): bytes += "&quot;".utf8
        case UInt8(ascii: "'"): bytes += "&#39;".utf8
        default: bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
