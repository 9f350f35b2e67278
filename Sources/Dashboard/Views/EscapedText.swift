import Mustache

/// Texts of templates as HTML takes them, for the content of elements and quoted attributes (HTML Living
/// Standard, 13.3).
///
/// The library's own escapes whole characters: a quotation mark that a combining accent or a joiner follows
/// is another character to it, and would end the attribute that it is in.
struct EscapedText: MustacheContentType {
    /// Goes before each template: what it includes is read on its own.
    static let pragma = "{{% CONTENT_TYPE:BELLWETHER}}"

    /// Makes the pragma known, any number of times.
    static func register() { MustacheContentTypes.register(EscapedText(), named: "BELLWETHER") }

    func escapeText(_ text: String) -> String {
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
}
