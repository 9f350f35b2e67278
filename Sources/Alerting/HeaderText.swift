import FoundationEssentials

/// The text of a header field, as words that a space or a fold may stand between: plain where it is ASCII,
/// otherwise encoded words (RFC 2047).
struct HeaderText {
    /// The words, none of them longer than a line; without control characters.
    let words: [String]

    /// Bytes of an encoded word: with the name of a field before it, Base64 and `=?utf-8?B?` and `?=` around
    /// it, a line is no longer than 76 characters (RFC 2047, 2).
    private static let bytesInWord = 39
    /// Characters of a line (RFC 5322, 2.1.1): as many as it should, and as many as it may have.
    private static let line = 78
    private static let longestLine = 900

    /// The words of a text.
    init(_ text: String) {
        let text = text.shown
        let plain = text.split(separator: " ").map(String.init)
        // What looks like an encoded word would be decoded.
        if text.allSatisfy(\.isASCII), !text.contains("=?"), plain.allSatisfy({ $0.count < Self.longestLine })
        {
            words = plain
            return
        }
        var pieces: [[UInt8]] = [[]]
        // A code point must not be split between words (RFC 2047, 5).
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if pieces[pieces.count - 1].count + bytes.count > Self.bytesInWord { pieces.append([]) }
            pieces[pieces.count - 1] += bytes
        }
        words = pieces.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }
    }

    /// A whole field, folded at its words.
    func field(_ name: String) -> String {
        var lines = ["\(name):"]
        for word in words {
            if lines[lines.count - 1].count + 1 + word.count <= Self.line
                || lines[lines.count - 1] == "\(name):"
            {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(" \(word)")
            }
        }
        return lines.joined(separator: "\r\n")
    }
}
