/// Walks over ASCII text.
struct DateScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }
    var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

    /// How many digits are ahead.
    var digits: Int { bytes[position...].prefix { (48...57).contains($0) }.count }

    /// Exactly `count` digits.
    mutating func number(_ count: Int) -> Int? {
        guard digits >= count else { return nil }
        defer { position += count }
        return bytes[position..<position + count].reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// All digits ahead, at least one and at most `maximum`.
    mutating func number(upTo maximum: Int) -> Int? {
        (1...maximum).contains(digits) ? number(digits) : nil
    }

    /// The digits of a fraction of a second, in milliseconds.
    mutating func fraction() -> Int64 {
        var value: Int64 = 0
        var unit: Int64 = 100
        while digits > 0, let digit = number(1) {
            value += Int64(digit) * unit
            unit /= 10
        }
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }

    mutating func skipBlanks() {
        while skip(" ") {}
    }
}
