/// The parameters of a query by their names, percent-decoded; those without a value are left out, and of
/// several with one name the last counts.
func queryParameters(_ query: String) -> [String: String] {
    var values: [String: String] = [:]
    for pair in query.split(separator: "&") {
        let sides = pair.split(separator: "=", maxSplits: 1).map { percentDecoded(String($0)) }
        if sides.count == 2 { values[sides[0]] = sides[1] }
    }
    return values
}

private func percentDecoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"),
            let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
