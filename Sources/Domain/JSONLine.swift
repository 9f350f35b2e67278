import FoundationEssentials

/// Encodes a value as one line of JSON, keys sorted, slashes unescaped, without the line's end.
/// - Throws: `EncodingError` for a number that JSON cannot write (infinite or NaN).
public func jsonLine(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
