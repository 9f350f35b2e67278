import Parsing

/// The lines of a text, without their ends.
///
/// A line that is not UTF-8 is read as windows-1252, of which ISO 8859-1 is a part, unless some of it is
/// UTF-8: then it is UTF-8 with damage, and what is damaged becomes U+FFFD.
struct TextLines {
    let texts: [String]
    /// The numbers, from 1, of the lines that were read as windows-1252.
    let foreign: [Int]

    /// Line numbers in a warning, at most.
    private static let numbersNamed = 3

    init(_ bytes: [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        var foreign: [Int] = []
        texts = lines.enumerated().map { index, line in
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if let text = String(validating: line, as: UTF8.self) { return text }
            let repaired = String(decoding: line, as: UTF8.self)
            let isPartlyUTF8 = repaired.unicodeScalars.contains { !$0.isASCII && $0 != "\u{FFFD}" }
            if isPartlyUTF8 { return repaired }
            foreign.append(index + 1)
            return textOfWindows1252(line)
        }
        self.foreign = foreign
    }

    /// What to tell of lines that are not UTF-8; nil where there are none.
    var warning: String? {
        guard !foreign.isEmpty else { return nil }
        let named = foreign.prefix(Self.numbersNamed).map(String.init).joined(separator: ", ")
        let more = foreign.count - Self.numbersNamed
        return foreign.count == 1
            ? "line \(named) is not UTF-8 and was read as windows-1252"
            : "lines \(named)\(more > 0 ? " and \(more) more" : "") are not UTF-8 and were read as windows-1252"
    }
}
