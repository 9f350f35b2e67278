/// Names a story: the fingerprint of its normalized title, with the hour in which it was first seen.
public struct StoryID: Hashable, Sendable, Codable {
    /// The name itself; any 64 bits.
    public let value: Int64

    /// Wraps a stored name.
    public init(_ value: Int64) {
        self.value = value
    }

    /// Reads the number.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes the number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
