import Domain
import FoundationEssentials

/// A value that a column of an answer can be read as.
protocol Readable {
    /// Reads what the server wrote; nil where it is something else.
    init?(serverText text: String)
}

extension String: Readable {
    init?(serverText text: String) { self = text }
}

extension Int: Readable {
    init?(serverText text: String) { self.init(text) }
}

extension Int64: Readable {
    init?(serverText text: String) { self.init(text) }
}

extension Double: Readable {
    init?(serverText text: String) { self.init(text) }
}

extension Float: Readable {
    init?(serverText text: String) { self.init(text) }
}

extension Bool: Readable {
    /// A truth value, or a number that stands for one.
    init?(serverText text: String) {
        switch text {
        case "t", "1": self = true
        case "f", "0": self = false
        default: return nil
        }
    }
}

extension Instant: Readable {
    /// Reads a time as a session writes it, or RFC 3339 in UTC.
    ///
    /// A session has `TimeZone = UTC` and `DateStyle = ISO` and writes `2026-11-23 09:30:00.25+00`. What is
    /// finer than a millisecond is dropped.
    init?(serverText text: String) {
        var fields: InlineArray<6, Int> = .init(repeating: 0)
        var (field, fraction, digits) = (0, 0, 0)
        scan: for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int(byte - UInt8(ascii: "0"))
                if field < 6 {
                    fields[field] = fields[field] * 10 + digit
                } else if digits < 3 {
                    fraction = fraction * 10 + digit
                    digits += 1
                }
            case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "T"),
                UInt8(ascii: "."):
                field += 1
            case UInt8(ascii: "+"), UInt8(ascii: "Z"): break scan
            default: return nil
            }
        }
        guard field >= 5,
            let second = CivilTime(
                year: fields[0], month: fields[1], day: fields[2], hour: fields[3], minute: fields[4],
                second: fields[5]
            ).instant
        else { return nil }
        for _ in digits..<3 { fraction *= 10 }
        self = second + .milliseconds(fraction)
    }
}

extension Data: Readable {
    /// A `bytea` in hexadecimal digits, `\x00ff`.
    init?(serverText text: String) {
        guard text.hasPrefix("\\x") else { return nil }
        var (bytes, high): ([UInt8], UInt8?) = ([], nil)
        for character in text.utf8.dropFirst(2) {
            guard let digit = Character(UnicodeScalar(character)).hexDigitValue.map(UInt8.init) else {
                return nil
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil else { return nil }
        self.init(bytes)
    }
}
