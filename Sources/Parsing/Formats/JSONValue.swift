import FoundationEssentials

/// Any JSON document (RFC 8259), and what programs write for one.
enum JSONValue: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            // A number that no Double holds costs itself, not the document.
            self = (try? container.decode([String: JSONValue].self)).map(JSONValue.object) ?? .null
        }
    }

    /// Reads a document; what is not JSON is read as the program meant that wrote it, as far as that is
    /// clear.
    static func parse(_ bytes: [UInt8]) throws(ParseError) -> JSONValue {
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            let decoder = JSONDecoder()
            // Commas after the last element, single quotes, bare names, comments.
            decoder.allowsJSON5 = true
            if let value = try? decoder.decode(JSONValue.self, from: Data(mendedJSON(bytes))) { return value }
            throw malformed(error)
        }
    }

    private static func malformed(_ error: any Error) -> ParseError {
        guard case DecodingError.dataCorrupted(let context) = error else {
            return .malformed(format: "JSON", reason: "\(error)")
        }
        return .malformed(
            format: "JSON", reason: context.underlyingError.map { "\($0)" } ?? context.debugDescription)
    }

    subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The names of an object's members, for messages.
    var keys: [String] {
        if case .object(let members) = self { members.keys.sorted() } else { [] }
    }

    var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// A string, or a number as one: identifiers come as both.
    var text: String? {
        switch self {
        case .string(let value): value
        case .number(let value): Int64(exactly: value).map(String.init) ?? String(value)
        default: nil
        }
    }

    /// The value at a path of keys and array positions: `data.0.price`; a dot in a key is written `\.`.
    func at(path: String) -> JSONValue? {
        var value = self
        for step in path.replacing("\\.", with: "\0").split(separator: ".") {
            let step = String(step.replacing("\0", with: "."))
            if let next = value[step] {
                value = next
            } else if let index = Int(step), let elements = value.array, elements.indices.contains(index) {
                value = elements[index]
            } else {
                return nil
            }
        }
        return value
    }
}
