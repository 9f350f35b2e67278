import FoundationEssentials

/// An array of numbers that JSON holds as one text, four bytes each: it is stored with every commit.
struct PackedFloats: Sendable, Equatable, Codable {
    var values: [Float]

    init(repeating value: Float, count: Int) { values = [Float](repeating: value, count: count) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let data = Data(base64Encoded: try container.decode(String.self)), data.count % 4 == 0 else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not packed numbers")
        }
        values = stride(from: data.startIndex, to: data.endIndex, by: 4).map { start in
            Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[start + $1]) << UInt32(8 * $1) })
        }
        guard values.allSatisfy(\.isFinite) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a finite number")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let bytes = values.flatMap { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(8 * $0)) }
        }
        try container.encode(Data(bytes).base64EncodedString())
    }
}
