/// Base64 (RFC 4648, 4) as text; nil when it is not, or its bytes are not UTF-8.
func base64Text(_ text: String) -> String? {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var values: [UInt8: UInt32] = [:]
    for (value, digit) in digits.enumerated() { values[digit] = UInt32(value) }
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, Int) = (0, 0)
    for byte in text.utf8 where ![0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "=")].contains(byte) {
        guard let value = values[byte] else { return nil }
        bits = (bits & 0xFFFF) << 6 | value
        count += 6
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return String(validating: bytes, as: UTF8.self)
}
