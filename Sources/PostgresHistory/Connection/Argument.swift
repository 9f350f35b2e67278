import Domain
import FoundationEssentials

/// What a statement is given for one of its parameters.
enum Argument: Sendable, Equatable {
    /// NULL.
    case null
    /// As people would write it; the server reads it as the parameter's type.
    case text(String)
    /// Bytes of a `bytea`, as they are.
    case bytes([UInt8])
}

/// A value that a statement can be given.
protocol Bindable {
    /// The value as the server takes it.
    var argument: Argument { get }
}

/// The arguments of a statement, `$1` first; nil is NULL.
typealias Arguments = [(any Bindable)?]

extension String: Bindable {
    /// The server's texts have no NUL, which some feeds send: the character that stands for unreadable ones
    /// takes its place.
    var argument: Argument {
        .text(utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self)
    }
}

extension Int: Bindable {
    var argument: Argument { .text(String(self)) }
}

extension Int64: Bindable {
    var argument: Argument { .text(String(self)) }
}

extension Double: Bindable {
    var argument: Argument { .text(isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : "\(self)") }
}

extension Float: Bindable {
    var argument: Argument { .text(isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : "\(self)") }
}

extension Bool: Bindable {
    /// A digit, which is a number and a truth value to the server.
    var argument: Argument { .text(self ? "1" : "0") }
}

extension Instant: Bindable {
    /// RFC 3339, which the server reads as a time, and which is the text of a time.
    var argument: Argument { .text(rfc3339) }
}

extension Data: Bindable {
    var argument: Argument { .bytes(Array(self)) }
}

extension Optional: Bindable where Wrapped: Bindable {
    var argument: Argument { self?.argument ?? .null }
}

extension Array: Bindable where Element: Bindable {
    /// An array of the server: `{"a","b"}`.
    var argument: Argument {
        let elements = map { element -> String in
            switch element.argument {
            case .text(let text): Self.quoted(text)
            case .null: "NULL"
            case .bytes(let bytes): "\"\\\\x\(bytes.map { Self.hex($0) }.joined())\""
            }
        }
        return .text("{\(elements.joined(separator: ","))}")
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
