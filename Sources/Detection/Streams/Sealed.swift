/// A value that does not change any more, behind one reference: copied and moved at the cost of a pointer,
/// however large it is.
public final class Sealed<Value: Sendable>: Sendable {
    /// The value.
    public let value: Value

    /// Seals a value.
    public init(_ value: Value) { self.value = value }
}

extension Sealed: Equatable where Value: Equatable {
    /// Compares identity first, then the values.
    public static func == (a: Sealed, b: Sealed) -> Bool { a === b || a.value == b.value }
}

extension Sealed: Encodable where Value: Encodable {
    /// Writes the value alone.
    public func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

extension Sealed: Decodable where Value: Decodable {
    /// Reads a value.
    public convenience init(from decoder: any Decoder) throws { self.init(try Value(from: decoder)) }
}
