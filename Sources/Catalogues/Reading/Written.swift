/// A value as a file holds it, without the file: what sections write of themselves.
enum Written: Sendable, Equatable {
    case text(String)
    case whole(Int64)
    case number(Double)
    case flag(Bool)
    case list([Written])
    case mapping([Pair])

    /// A key with its value.
    struct Pair: Sendable, Equatable {
        let key: String
        let value: Written
    }

    /// Whether it is a list or a mapping.
    var isMany: Bool {
        switch self {
        case .list, .mapping: true
        default: false
        }
    }

    /// The value in one line of YAML: bare where it may be, in quotes where it must.
    var yaml: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .whole(let number): "\(number)"
        case .number(let number):
            number == number.rounded() && abs(number) <= 1e9 ? "\(Int64(number))" : "\(number)"
        case .flag(let flag): "\(flag)"
        case .list(let elements): "[\(elements.map(\.yaml).joined(separator: ", "))]"
        case .mapping(let pairs):
            pairs.isEmpty
                ? "{}" : "{ \(pairs.map { "\($0.key): \($0.value.yaml)" }.joined(separator: ", ")) }"
        }
    }

    private static let bareCharacters = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./@")

    private static func quoted(_ text: String) -> String {
        if let first = text.first, first.isLetter || first.isNumber || first == "/",
            text.allSatisfy(bareCharacters.contains)
        {
            return text
        }
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            case let scalar where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                    + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}

extension Written: Encodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text): try text.encode(to: encoder)
        case .whole(let number): try number.encode(to: encoder)
        case .number(let number): try number.encode(to: encoder)
        case .flag(let flag): try flag.encode(to: encoder)
        case .list(let elements): try elements.encode(to: encoder)
        case .mapping(let pairs):
            var container = encoder.container(keyedBy: Key.self)
            for pair in pairs { try container.encode(pair.value, forKey: Key(stringValue: pair.key)) }
        }
    }
}

/// Whether what may be a secret itself, such as the address of a chat's webhook, is written or shortened.
enum Privacy: Sendable {
    case everything
    case withoutSecrets
}
