/// A text percent-encoded as a segment of a path or a value of a query or a form, but for the unreserved
/// characters (RFC 3986, 2.1 and 2.3).
///
/// - Parameter kept: Reserved characters, of ASCII, that stay as they are where the text goes.
public func percentEncoded(_ text: String, keeping kept: String = "") -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: encoded.append(byte)
        case _ where kept.utf8.contains(byte): encoded.append(byte)
        default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: encoded, as: UTF8.self)
}

/// A text without percent encoding; what is not valid stays as it is, and broken UTF-8 is replaced.
///
/// - Parameter plusIsSpace: Whether a plus stands for a space, as in queries and forms.
public func percentDecoded(_ text: some StringProtocol, plusIsSpace: Bool) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), rest.count > 1, rest.prefix(2).allSatisfy(isHexadecimal),
            let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xdf)
}

/// Pairs of a query or a form that are read; what follows them is left out.
private let mostParameters = 200

/// The pairs of a query or a form in their order, decoded (URL Standard,
/// "application/x-www-form-urlencoded").
public func queryParameters(_ query: some StringProtocol) -> [(name: String, value: String)] {
    query.split(separator: "&").prefix(mostParameters).map { pair in
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        func side(_ index: Int) -> String {
            index < sides.count ? percentDecoded(sides[index], plusIsSpace: true) : ""
        }
        return (side(0), side(1))
    }
}
